//> twice
int one;
//< twice
//> twice
int two;
//< twice
