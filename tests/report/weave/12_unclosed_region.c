//> closed
int closed;
//< closed

//> open
int open;
