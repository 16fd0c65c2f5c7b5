/* A program, with what HTML would take for its own: <b> & */
int two = 2;
