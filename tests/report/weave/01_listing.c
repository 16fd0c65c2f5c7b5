//> first
int first;
//< first

  //> second
/* two & a half */
int second(void);
  //< second

//> third
int third;
//< third
