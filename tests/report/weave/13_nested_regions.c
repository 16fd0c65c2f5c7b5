//> outer
int a;
//> inner
int b;
//< inner
int c;
//< outer
