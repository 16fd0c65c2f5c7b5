//>
//> two words
//>glued
int a; //> not_alone
