# SPDX-License-Identifier: GPL-3.0-or-later
# The tests, what they are made from, and what tests the tests: a part of the Makefile.
#
# tests/ has a folder for each room of the house. There a C file is a program, linked with all
# but main, and a script is run as it is; both say TAP. `make check TESTS=check/spelling` builds
# and runs that test alone, TESTS=check a whole room. What a test finds in build/ beside its
# own program stands in it, in a line `needs: ...`.

# What these rules stand in.
recipes := Makefile tests/tests.mk

aside := tests/support/% tests/reference/% tests/fuzz/% tests/mutants/%
suites := $(patsubst tests/%.c,%,$(filter-out $(aside) tests/bench/%,$(wildcard tests/*/*.c)))
scripts := $(patsubst tests/%.sh,%,$(filter-out $(aside) tests/bench/bench.sh,$(wildcard tests/*/*.sh)))

TESTS ?=
chosen = $(if $(TESTS),$(filter $(TESTS:%/=%) $(addsuffix /%,$(TESTS:%/=%)),$(1)),$(1))
# Those that take longest come first, so that nobody waits for one at the end.
longest := house/build report/editions report/page page/access report/shapes report/compared \
           report/worksheets check/check command/streams command/export command/spreadsheet \
           house/examples walk/reference
chosen_scripts := $(filter $(call chosen,$(scripts)),$(longest)) \
                  $(filter-out $(longest),$(call chosen,$(scripts)))
chosen_suites := $(call chosen,$(suites))
ifeq ($(strip $(chosen_suites) $(chosen_scripts)),)
$(error TESTS=$(TESTS): there is no such test, expected a room (check) or a test in it \
        (check/spelling))
endif
needs := $(sort $(shell sed -n 's/^[ *\#]*needs: \([^*]*\).*/\1/p' $(chosen_suites:%=tests/%.c) \
         $(chosen_scripts:%=tests/%.sh)))

# Everything is built a second and a third time, by gcc and by clang, with GSL's range
# checks and the sanitisers on.
TEST_FLAGS := -O1 -g -DHAVE_INLINE -Werror -fno-omit-frame-pointer \
              -fsanitize=address,undefined -fno-sanitize-recover=all
TEST_DIALECT := $(DIALECT) -iquote tests/support
shared := $(wildcard tests/support/*.c)
tested := $(sources) $(shared) $(suites:%=tests/%.c)
parts := $(filter-out src/command/main.c,$(sources)) $(shared)
# In files/memory every allocation goes through the test, those of GSL and libyaml too.
wrap := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=free
static_libraries := -l:libgsl.a -l:libgslcblas.a -l:libyaml.a -lxlsxwriter -lm
check_libraries := -lcheck_pic -lsubunit -lrt -lpthread

define build_with
$(tested:%.c=build/$(1)/%.o): build/$(1)/%.o: %.c build/$(1)/%.d $(recipes) build/test_libraries
	@mkdir -p $$(@D)
	@$$(call need,$(1),$(1),setup-dev)
	@echo '$(1) $$<'
	$$Q$(1) $$(TEST_DIALECT) $$(WARNINGS) $$(TEST_FLAGS) $$(compile)
$(tested:%.c=build/$(1)/%.d): ;

$(suites:%=build/$(1)/tests/%): build/$(1)/tests/%: build/$(1)/tests/%.o $(parts:%.c=build/$(1)/%.o) build/blas
	@$$(call need,$(1),$(1),setup-dev)
	@echo '$(1) $$@'
	$$Q$(1) $$(TEST_FLAGS) $$(if $$(filter %/files/memory,$$@),$$(wrap)) -o $$@ $$(linked) \
	    $$(check_libraries) $$(if $$(filter %/files/memory,$$@),$$(static_libraries),$$(LIBRARIES))

build/$(1)/backprop: $(sources:%.c=build/$(1)/%.o) build/blas
	@$$(call need,$(1),$(1),setup-dev)
	@echo '$(1) $$@'
	$$Q$(1) $$(TEST_FLAGS) -o $$@ $$(linked) $$(LIBRARIES)

-include $(tested:%.c=build/$(1)/%.d)
endef
$(eval $(call build_with,gcc))
$(eval $(call build_with,clang))

# What reads files is fed with whatever libFuzzer makes of the samples in tests/fuzz/corpus.
# For this all but main is built once more, so that libFuzzer sees which branches are taken.
fuzzers := $(basename $(notdir $(wildcard tests/fuzz/fuzz_*.c)))
fuzz_programs := $(fuzzers:%=build/clang/%)
fuzzed := $(filter-out src/command/main.c,$(sources))
fuzz_objects := $(patsubst %.c,build/clang/fuzz/%.o,$(fuzzed) $(fuzzers:%=tests/fuzz/%.c))

$(fuzz_objects): build/clang/fuzz/%.o: %.c build/clang/fuzz/%.d $(recipes) build/test_libraries
	@mkdir -p $(@D)
	@$(call need,clang,clang,setup-dev)
	@echo 'clang, for libFuzzer $<'
	$Qclang $(DIALECT) $(WARNINGS) $(TEST_FLAGS) -fsanitize=fuzzer-no-link $(compile)
$(fuzz_objects:.o=.d): ;
-include $(fuzz_objects:.o=.d)

$(fuzz_programs): build/clang/%: build/clang/fuzz/tests/fuzz/%.o $(fuzzed:%.c=build/clang/fuzz/%.o) build/blas
	@$(call need,clang,clang,setup-dev)
	@echo 'clang $@'
	$Qclang $(TEST_FLAGS) -fsanitize=fuzzer -o $@ $(linked) $(LIBRARIES)

# The independent computations, each a program with what it shares with others. Arb is a
# library of its own on Debian 12, later a part of FLINT.
references := reference mistakes certify rounded
$(references:%=build/%): $(addprefix tests/reference/,example.c digits.c)
build/mistakes build/certify: $(addprefix tests/reference/,learner.c functions.c walk.c)
build/certify: $(addprefix tests/reference/,book_numbers.c course.c many_numbers.c printed.c \
                          twister.c)
$(references:%=build/%): build/%: tests/reference/%.c $(wildcard tests/reference/*.h) \
                         $(recipes) build/test_libraries
	@$(call need,gcc,gcc,setup-dev)
	@echo 'link $@'
	$Qarb=; [ ! -e /usr/include/arb.h ] || arb=-lflint-arb; \
	    gcc -std=c11 -O2 $(WARNINGS) -o $@ $(filter %.c,$^) $$arb -lflint -lyaml -lm

examples := $(basename $(notdir $(wildcard tests/examples/*.yaml)))
function_examples := $(patsubst tests/examples/%.yaml,%,$(wildcard tests/examples/functions/*.yaml))
build/tests/%.tsv: tests/examples/%.yaml build/reference
	@mkdir -p $(@D)
	$Qbuild/reference $< >$@.tmp
	@mv $@.tmp $@

reference_numbers := $(examples:%=build/tests/%.tsv) $(function_examples:%=build/tests/%.tsv)
.PHONY: reference_numbers reference_programs editions fuzz_programs
reference_numbers: $(reference_numbers)
reference_programs: $(references:%=build/%)
editions: $(editions) $(source)
fuzz_programs: $(fuzz_programs)

# What takes long is run as one compiler has it.
once := chapters/mistakes check/check check/numbers check/rewrite check/spelling files/example_file \
        files/memory walk/number walk/training
test_programs := $(chosen_suites:%=build/clang/tests/%) \
                 $(patsubst %,build/gcc/tests/%,$(filter-out $(once),$(chosen_suites)))

check: $(test_programs) $(needs)
check: ## run every test; TESTS=check/spelling: that one, or all of a room
	@$(call need,prove,perl,setup-dev)
	@$(call need,node,nodejs,setup-dev)
	@$(call need,chromium,chromium,setup-dev)
	@$(call need,java,default-jre-headless,setup-dev)
	@$(call need,epubcheck,epubcheck,setup-dev)
	@$(call need,qpdf,qpdf,setup-dev)
	@$(call need,soffice,libreoffice-calc-nogui,setup-dev)
	@$(call need,pdftotext,poppler-utils,setup-dev)
	@$(call need,hunspell,hunspell,setup-dev)
	@$(call need,man,man-db,setup-dev)
	@$(call need,groff,groff-base,setup-dev)
	@$(call need,mandoc,mandoc,setup-dev)
# Browsers wait now and then: twice as many as there are processors. With so many at once, the
# 4 seconds that Check gives to a test can pass on a slow machine.
	$QCK_TAP_LOG_FILE_NAME=/dev/stdout CK_DEFAULT_TIMEOUT=60 prove -j "$$((2 * $$(nproc)))" -e '' \
	    $(chosen_scripts:%=tests/%.sh) $(test_programs)

verify: build/backprop ## check each stage's numbers against the reference
	build/backprop verify tests/reference/post.tsv
	@echo 'The reference gives 15 digits of each, which interval arithmetic proves.'

# The post's example is built in, and has a copy among the tests'.
certify: build/certify $(BOOK)/printed.tsv ## prove every digit that the book prints, with EXAMPLE=... too
	build/certify $(or $(example_file),tests/examples/post.yaml) $(BOOK)/printed.tsv $(digits)

# The weave writes it along with the book.
$(BOOK)/printed.tsv: $(BOOK)/book.json ;

# New inputs that reach new branches are kept in build/clang/corpus; those that break
# something, beside the programs.
FUZZ_SECONDS ?= 300
fuzz: $(fuzz_programs) ## feed what reads files with random ones; FUZZ_SECONDS=300 for each
	@for fuzzer in $(fuzzers); do corpus=corpus/$${fuzzer#fuzz_}; \
	    mkdir -p build/clang/$$corpus; \
	    build/clang/$$fuzzer -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
	        -timeout=20 -artifact_prefix=build/clang/$$fuzzer- \
	        build/clang/$$corpus tests/fuzz/$$corpus || exit 1; done

# What is timed, and what times it. Ours are linked of the program's own objects, once with each
# of the libraries that multiply matrices.
timed := make_task rounds_gsl rounds_openblas nudging fann peak measure
timed := $(timed:%=build/bench/%)
ours_timed := $(filter-out %/fann %/peak %/measure,$(timed))
with_openblas := build/bench/rounds_openblas build/bench/peak

build/bench/rounds_gsl build/bench/rounds_openblas: tests/bench/rounds.c
$(filter-out build/bench/rounds_%,$(timed)): build/bench/%: tests/bench/%.c
$(ours_timed): tests/bench/network.c $(filter-out build/obj/src/command/main.o,$(objects))
$(ours_timed): timed_libraries := -lgsl $(blas_gsl) $(other_libraries)
build/bench/rounds_openblas: timed_libraries := -lgsl $(blas_openblas) $(other_libraries)
build/bench/peak: timed_libraries := -lopenblas -lm
build/bench/fann: timed_libraries := -ldoublefann -lm
$(timed): tests/bench/task.c $(wildcard tests/bench/*.h) $(recipes) build/libraries
	@mkdir -p $(@D)
	@$(call need,$(CC),gcc,setup-bench)
	$(if $(filter $(with_openblas),$@),@$(call need_library,openblas,libopenblas-dev,setup-bench))
	$(if $(filter %/fann,$@),@$(call need_header,doublefann.h,libfann-dev,setup-bench))
	@echo 'link $@'
	$Q$(CC) $(DIALECT) $(WARNINGS) $(FAST) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ \
	    $(filter %.c %.o,$^) $(timed_libraries)

# The post's example as one straight program, as in the book's appendix.
build/bench/round: build/backprop $(recipes)
	@mkdir -p $(@D)
	@$(call need,$(CC),gcc,setup-bench)
	@echo 'link $@'
	$Qbuild/backprop export c >$@.c
	$Q$(CC) $(WARNINGS) -std=c11 -O2 -ffp-contract=off -o $@ $@.c -lm

bench: build/backprop build/bench/round $(timed)
bench: ## measure what training costs, beside FANN and NumPy; RUNS=9 of each
	@$(call need,valgrind,valgrind,setup-bench)
	@CC='$(CC)' sh tests/bench/bench.sh

# ------------------------------------------------------------------- testing the tests
#
# Each chapter is a shared library here, so that a mutant of it takes its place and nothing
# else is built anew. No sanitisers, but GSL's range checks.

MUTATED := $(wildcard chapters/*.c)
MUTANT_JOBS := $(shell nproc)
MUTANT_FLAGS := -O1 -DHAVE_INLINE -fPIC
# The tests that are to notice; all examples are verified and checked besides.
MUTANT_SUITES := $(filter chapters/% walk/% book/% check/check,$(suites))
mutants := build/mutants
chapter_libraries := $(patsubst chapters/%.c,$(mutants)/%.so,$(wildcard chapters/*.c))
mutant_parts := $(patsubst %.c,build/obj/%.o,$(filter-out chapters/% src/command/main.c,$(sources)))
mutant_shared := $(shared:%.c=$(mutants)/%.o)
mutant_objects := $(mutant_shared) $(MUTANT_SUITES:%=$(mutants)/tests/%.o)
mutant_programs := $(MUTANT_SUITES:%=$(mutants)/tests/%) $(mutants)/backprop
mutant_learners := $(examples:%=$(mutants)/learners/%)

$(chapter_libraries): $(mutants)/%.so: chapters/%.c $(headers) $(recipes) build/test_libraries
	@mkdir -p $(@D)
	@$(call need,gcc,gcc,setup-dev)
	@echo 'gcc $@'
	$Qgcc $(DIALECT) $(MUTANT_FLAGS) -shared -Wl,-soname,$(@F) -o $@ $<

$(mutant_objects): $(mutants)/%.o: %.c $(headers) $(wildcard tests/support/*.h) $(recipes) build/test_libraries
	@mkdir -p $(@D)
	@$(call need,gcc,gcc,setup-dev)
	@echo 'gcc $@'
	$Qgcc $(TEST_DIALECT) $(MUTANT_FLAGS) -c -o $@ $<

$(mutants)/backprop: build/obj/src/command/main.o $(mutant_parts) $(chapter_libraries) build/blas
	@$(call need,gcc,gcc,setup-dev)
	@echo 'gcc $@'
	$Qgcc -Wl,--no-as-needed -o $@ $(linked) $(LIBRARIES)

$(MUTANT_SUITES:%=$(mutants)/tests/%): $(mutants)/tests/%: $(mutants)/tests/%.o $(mutant_shared) $(mutant_parts) \
                                $(chapter_libraries) build/blas
	@$(call need,gcc,gcc,setup-dev)
	@echo 'gcc $@'
	$Qgcc -Wl,--no-as-needed -o $@ $(linked) -lcheck_pic -lsubunit -lrt -lpthread $(LIBRARIES)

$(mutant_learners): $(mutants)/learners/%: tests/examples/%.yaml tests/support/learners.sh build/mistakes \
                    build/backprop
	@echo 'learners of $<'
	$Qsh tests/support/learners.sh numbers build/backprop $< $@ 7
	@touch $@

mutants: $(mutant_programs) $(mutant_learners) $(examples:%=build/tests/%.tsv)
mutants: ## change one thing in a chapter's C at a time: does a test notice?
	@perl tests/mutants/mutate.pl -j $(MUTANT_JOBS) $(mutants) tests/mutants/survivors.txt \
	    $(MUTATED) -- gcc $(DIALECT) $(MUTANT_FLAGS) -Werror=incompatible-pointer-types \
	    -Werror=discarded-qualifiers -Werror=int-conversion -c -x c -- \
	    $(foreach e,$(examples),'$(mutants)/backprop verify -e tests/examples/$e.yaml \
	        build/tests/$e.tsv') \
	    $(MUTANT_SUITES:%=$(mutants)/tests/%) \
	    $(foreach e,$(examples),'$(mutants)/backprop gradcheck -e tests/examples/$e.yaml') \
	    $(foreach e,$(examples),'sh tests/support/learners.sh check $(mutants)/backprop \
	        tests/examples/$e.yaml $(mutants)/learners/$e/7')
