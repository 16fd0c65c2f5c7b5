int loose;

//> shown
int shown;
//< shown
//> forgotten
int forgotten;
//< forgotten
//> silent
int silent;
//< silent
//> empty
//< empty
