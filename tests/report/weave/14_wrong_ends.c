//< nowhere
//> one
int one;
//< another
//< one
