# SPDX-License-Identifier: GPL-3.0-or-later
# The tests, what they are made from, and what tests the tests: a part of the Makefile.

# What these rules stand in.
recipes := Makefile tests/tests.mk

# Everything is built a second and a third time, by gcc and by clang, with GSL's range
# checks and the sanitizers on. Each room's test is one program, linked with all but main.

TEST_FLAGS := -O1 -g -DHAVE_INLINE -Werror -fno-omit-frame-pointer \
              -fsanitize=address,undefined -fno-sanitize-recover=all
rooms := $(basename $(notdir $(wildcard tests/test_*.c)))
shared := $(filter-out tests/test_%,$(wildcard tests/*.c))
tested := $(sources) $(shared) $(rooms:%=tests/%.c)
parts := $(filter-out src/tools/command.c,$(sources)) $(shared)
# In test_memory every allocation goes through the test, those of GSL and libyaml too.
wrap := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup \
        -Wl,--wrap=free,--wrap=getline
static_libraries := -l:libgsl.a -l:libgslcblas.a -l:libyaml.a -lm

define build_with
$(tested:%.c=build/$(1)/%.o): build/$(1)/%.o: %.c build/$(1)/%.d $(recipes) build/test_libraries
	@mkdir -p $$(@D)
	@echo '$(1) $$<'
	$$Q$(1) $$(DIALECT) $$(WARNINGS) $$(TEST_FLAGS) $$(compile)
$(tested:%.c=build/$(1)/%.d): ;

build/$(1)/test_%: build/$(1)/tests/test_%.o $(parts:%.c=build/$(1)/%.o)
	@echo '$(1) $$@'
	$$Q$(1) $$(TEST_FLAGS) -o $$@ $$^ -lcheck_pic -lsubunit -lrt -lpthread $$(LIBRARIES)

build/$(1)/test_memory: build/$(1)/tests/test_memory.o $(parts:%.c=build/$(1)/%.o)
	@echo '$(1) $$@'
	$$Q$(1) $$(TEST_FLAGS) $$(wrap) -o $$@ $$^ -lcheck_pic -lsubunit -lrt -lpthread \
	    $$(static_libraries)

build/$(1)/backprop: $(sources:%.c=build/$(1)/%.o)
	@echo '$(1) $$@'
	$$Q$(1) $$(TEST_FLAGS) -o $$@ $$^ $$(LIBRARIES)

-include $(tested:%.c=build/$(1)/%.d)
endef
$(eval $(call build_with,gcc))
$(eval $(call build_with,clang))

# What reads files is fed with whatever libFuzzer makes of the samples in tests/fuzz/corpus.
# For this all but main is built once more, so that libFuzzer sees which branches are taken.
fuzzers := $(basename $(notdir $(wildcard tests/fuzz/fuzz_*.c)))
fuzz_programs := $(fuzzers:%=build/clang/%)
fuzzed := $(filter-out src/tools/command.c,$(sources))
fuzz_objects := $(patsubst %.c,build/clang/fuzz/%.o,$(fuzzed) $(fuzzers:%=tests/fuzz/%.c))

$(fuzz_objects): build/clang/fuzz/%.o: %.c build/clang/fuzz/%.d $(recipes) build/test_libraries
	@mkdir -p $(@D)
	@echo 'clang, for libFuzzer $<'
	$Qclang $(DIALECT) $(WARNINGS) $(TEST_FLAGS) -fsanitize=fuzzer-no-link $(compile)
$(fuzz_objects:.o=.d): ;
-include $(fuzz_objects:.o=.d)

$(fuzz_programs): build/clang/%: build/clang/fuzz/tests/fuzz/%.o $(fuzzed:%.c=build/clang/fuzz/%.o)
	@echo 'clang $@'
	$Qclang $(TEST_FLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES)

# The independent computations, each a program with what it shares with others. Arb is a
# library of its own on Debian 12, later a part of FLINT.
references := reference mistakes certify
$(references:%=build/%): $(addprefix tests/reference/,example.c digits.c)
build/mistakes build/certify: $(addprefix tests/reference/,learner.c walk.c)
build/certify: $(addprefix tests/reference/,book_numbers.c printed.c)
$(references:%=build/%): build/%: tests/reference/%.c $(wildcard tests/reference/*.h) \
                         $(recipes) build/test_libraries
	@echo 'link $@'
	$Qarb=; [ ! -e /usr/include/arb.h ] || arb=-lflint-arb; \
	    gcc -std=c11 -O2 $(WARNINGS) -o $@ $(filter %.c,$^) $$arb -lflint -lyaml

examples := $(basename $(notdir $(wildcard tests/examples/*.yaml)))
build/tests/%.tsv: tests/examples/%.yaml build/reference
	@mkdir -p $(@D)
	$Qbuild/reference $< >$@.tmp
	@mv $@.tmp $@

test_programs := $(foreach c,gcc clang,$(rooms:%=build/$(c)/%) build/$(c)/backprop)

check: $(test_programs) $(fuzz_programs) build/backprop $(references:%=build/%) $(examples:%=build/tests/%.tsv) \
       $(editions)
check: ## run every test
	@$(call need,prove,perl,setup-dev)
	@$(call need,node,nodejs,setup-dev)
	@$(call need,chromium,chromium,setup-dev)
	@$(call need,java,default-jre-headless,setup-dev)
	@$(call need,epubcheck,epubcheck,setup-dev)
	@$(call need,qpdf,qpdf,setup-dev)
	@$(call need,pdftotext,poppler-utils,setup-dev)
	@$(call need,hunspell,hunspell,setup-dev)
	$QCK_TAP_LOG_FILE_NAME=/dev/stdout prove -j 2 -e '' \
	    $(filter-out %/backprop,$(test_programs)) $(wildcard tests/test_*.sh)

verify: build/backprop ## check each stage's numbers against the reference
	build/backprop verify tests/reference/post.tsv
	@echo 'The reference gives 15 digits of each, which interval arithmetic proves.'

certify: build/certify build/report/printed.tsv ## prove every digit that the book prints
	build/certify tests/examples/post.yaml build/report/printed.tsv

# The weave writes it along with the book.
build/report/printed.tsv: build/report/book.json ;

# New inputs that reach new branches are kept in build/clang/corpus; those that break
# something, beside the programs.
FUZZ_SECONDS ?= 300
fuzz: $(fuzz_programs) ## feed what reads files with random ones; FUZZ_SECONDS=300 for each
	@for fuzzer in $(fuzzers); do corpus=corpus/$${fuzzer#fuzz_}; \
	    mkdir -p build/clang/$$corpus; \
	    build/clang/$$fuzzer -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
	        -timeout=20 -artifact_prefix=build/clang/$$fuzzer- \
	        build/clang/$$corpus tests/fuzz/$$corpus || exit 1; done

# ------------------------------------------------------------------- testing the tests
#
# Each chapter is a shared library here, so that a mutant of it takes its place and nothing
# else is built anew. No sanitizers, but GSL's range checks.

MUTATED := $(wildcard chapters/*.c)
MUTANT_JOBS := $(shell nproc)
MUTANT_FLAGS := -O1 -DHAVE_INLINE -fPIC
# The tests that are to notice; all examples are verified and checked besides.
MUTANT_ROOMS := $(filter test_chapter% test_values test_verify test_book test_training test_check \
                  test_follow test_candidates test_mistakes test_gradcheck test_curves,$(rooms))
mutants := build/mutants
chapter_libraries := $(patsubst chapters/%.c,$(mutants)/%.so,$(wildcard chapters/*.c))
mutant_parts := $(patsubst %.c,build/obj/%.o,$(filter-out chapters/% src/tools/command.c,$(sources)))
mutant_shared := $(shared:%.c=$(mutants)/%.o)
mutant_objects := $(mutant_shared) $(MUTANT_ROOMS:%=$(mutants)/tests/%.o)
mutant_programs := $(MUTANT_ROOMS:%=$(mutants)/%) $(mutants)/backprop
mutant_learners := $(examples:%=$(mutants)/learners/%)

$(chapter_libraries): $(mutants)/%.so: chapters/%.c $(headers) $(recipes) build/test_libraries
	@mkdir -p $(@D)
	@echo 'gcc $@'
	$Qgcc $(DIALECT) $(MUTANT_FLAGS) -shared -Wl,-soname,$(@F) -o $@ $<

$(mutant_objects): $(mutants)/%.o: %.c $(headers) $(wildcard tests/*.h) $(recipes) build/test_libraries
	@mkdir -p $(@D)
	@echo 'gcc $@'
	$Qgcc $(DIALECT) $(MUTANT_FLAGS) -c -o $@ $<

$(mutants)/backprop: build/obj/src/tools/command.o $(mutant_parts) $(chapter_libraries)
	@echo 'gcc $@'
	$Qgcc -Wl,--no-as-needed -o $@ $^ $(LIBRARIES)

$(MUTANT_ROOMS:%=$(mutants)/%): $(mutants)/%: $(mutants)/tests/%.o $(mutant_shared) $(mutant_parts) \
                                $(chapter_libraries)
	@echo 'gcc $@'
	$Qgcc -Wl,--no-as-needed -o $@ $^ -lcheck_pic -lsubunit -lrt -lpthread $(LIBRARIES)

$(mutant_learners): $(mutants)/learners/%: tests/examples/%.yaml tests/learners.sh build/mistakes \
                    build/backprop
	@echo 'learners of $<'
	$Qsh tests/learners.sh numbers build/backprop $< $@ 7
	@touch $@

mutants: $(mutant_programs) $(mutant_learners) $(examples:%=build/tests/%.tsv)
mutants: ## change one thing in a chapter's C at a time: does a test notice?
	@perl tests/mutants/mutate.pl -j $(MUTANT_JOBS) $(mutants) tests/mutants/survivors.txt \
	    $(MUTATED) -- gcc $(DIALECT) $(MUTANT_FLAGS) -Werror=incompatible-pointer-types \
	    -Werror=discarded-qualifiers -Werror=int-conversion -c -x c -- \
	    $(foreach e,$(examples),'$(mutants)/backprop verify -e tests/examples/$e.yaml \
	        build/tests/$e.tsv') \
	    $(MUTANT_ROOMS:%=$(mutants)/%) \
	    $(foreach e,$(examples),'$(mutants)/backprop gradcheck -e tests/examples/$e.yaml') \
	    $(foreach e,$(examples),'sh tests/learners.sh check $(mutants)/backprop \
	        tests/examples/$e.yaml $(mutants)/learners/$e/7')
