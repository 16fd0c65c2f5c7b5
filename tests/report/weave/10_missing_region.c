//> there
int there;
//< there
