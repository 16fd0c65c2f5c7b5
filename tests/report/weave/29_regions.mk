#> shown
all: one
#< shown

#> forgotten
one:
#< forgotten
