//> first
int first(void);
//< first
