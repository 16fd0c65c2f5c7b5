//>
//> two words
//>glued
int a; //> not a marker
