# SPDX-License-Identifier: GPL-3.0-or-later
# The whole build. `make help` says what there is to make; everything made is in build/.
#
#   chapters/*.c, src/  ->  build/backprop  ->  BOOK/*.tsv  ->  BOOK/figures/*.svg
#                                                  \                |
#   chapters/*.md  ------------------------->  BOOK/book.json  ->  BOOK/backprop.html (.pdf, ...)
#
# BOOK is build/report for the post's example, which is built in, and build/mine for
# EXAMPLE=path/mine.yaml.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# `make V=1` shows every command, not only what it is for.
Q := $(if $(V),,@)

# The same bytes under any locale, time zone and day.
export LC_ALL := C
export TZ := UTC
# TeX keeps its fonts' tables in build/, and dates what it writes as we say.
export TEXMFVAR := build/texmf
export FORCE_SOURCE_DATE := 1
# The documents have the date of the last commit.
last_commit := $(shell [ ! -e .git ] || git -c safe.directory='*' log -1 --format=%ct 2>/dev/null)
export SOURCE_DATE_EPOCH ?= $(or $(last_commit),1426550400)

.PHONY: help report html pdf epub accept-numbers check verify certify fuzz mutants \
        setup setup-html setup-dev clean format lint compile_commands.json

help: ## this list
	@sed -n 's/^\([a-z_.-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | \
	    awk -F'|' '{ printf "%-29s %s\n", $$1, $$2 }'

# ---------------------------------------------------------------- what must be there

# In `make setup report`, whatever runs a tool waits until setup is done, under -j too.
after_setup := $(filter setup setup-html setup-dev,$(MAKECMDGOALS))

# In `make clean report`, one goal after the other.
ifneq ($(filter clean,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif

# $(call need,tool,package,goal): one sentence where a tool is missing.
need = command -v $(1) >/dev/null || { echo >&2 \
    "make: $(1) is missing: install the package $(2), or run: make $(or $(3),setup)"; exit 1; }

# $(call need_header,header,package,goal): the same for a library.
need_header = echo '\#include <$(1)>' | $(CC) $(CPPFLAGS) -E -x c - >/dev/null 2>&1 || { echo >&2 \
    "make: <$(1)> is missing: install the package $(2), or run: make $(or $(3),setup)"; exit 1; }

# Packages are named in report/packages.txt. Two goals never install at once.
setup: | $(filter setup-html,$(after_setup))
setup: ## install what the book needs, in every format (Debian, Ubuntu)
	@sh report/setup.sh $@ page epub pdf

setup-html: ## install what the page alone needs; then: make html
	@sh report/setup.sh $@ page

# What npm brings is made by a call of make of its own, as npm comes with the packages.
browser := tests/browser/node_modules/.package-lock.json
bring_browser = ! command -v npm >/dev/null || $(MAKE) -s --no-print-directory $(browser)
setup-dev: | $(filter setup setup-html,$(after_setup))
setup-dev: ## install what the book and its tests need
	@sh report/setup.sh $@ page epub pdf tests
	$(if $(wildcard tests/browser/package-lock.json),@$(bring_browser))
$(browser): tests/browser/package-lock.json | $(after_setup)
	@$(call need,npm,npm,setup-dev)
	@echo 'npm ci, in tests/browser'
	$Qcd tests/browser && npm ci --loglevel=error

build/libraries: | $(after_setup)
	@mkdir -p build
	@$(call need,$(CC),gcc)
	@$(call need_header,gsl/gsl_version.h,libgsl-dev)
	@$(call need_header,yaml.h,libyaml-dev)
	@touch $@

build/test_libraries: build/libraries
	@$(call need,gcc,gcc,setup-dev)
	@$(call need,clang,clang,setup-dev)
	@$(call need_header,check.h,check,setup-dev)
	@[ -e /usr/include/arb.h ] || \
	    { $(call need_header,flint/arb.h,libflint-arb-dev,setup-dev); }
	@touch $@

# What the program and the book are made from: where a file has come or gone, they are old.
# A list is written only when it differs, so that nothing is run when nothing is to do.
program_list = $(sources) $(headers)
book_list = $(chapters) $(weavers) $(figures)
define list
ifneq ($$(strip $$(file <build/$(1).list)),$$(strip $$($(1)_list)))
build/$(1).list: always
endif
build/$(1).list:
	@mkdir -p build
	@echo '$$(strip $$($(1)_list))' >$$@
endef
.PHONY: always

# -------------------------------------------------------------------- the program

CC ?= cc
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
# No contraction to fused operations: the same digits on every processor.
# Our headers are found in quotes alone: our check.h is not <check.h>.
DIALECT := -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -iquote src/base -iquote src/tools
FAST := -DHAVE_INLINE -DGSL_RANGE_CHECK_OFF
LIBRARIES := -lgsl -lgslcblas -lyaml -lm

# In the order of their bytes, whatever the user's language.
sources := $(sort $(wildcard src/base/*.c chapters/*.c src/tools/*.c))
objects := $(sources:%.c=build/obj/%.o)
headers := $(sort $(wildcard src/base/*.h src/tools/*.h))
$(eval $(call list,program))
-include $(objects:.o=.d)

# An object is as old as the headers that its .d names, so without a .d it is made anew.
compile = -MMD -MP -MT $@ -MF $(@:.o=.d) -c -o $@.tmp $< && mv $@.tmp $@

$(objects): build/obj/%.o: %.c build/obj/%.d Makefile build/libraries
	@mkdir -p $(@D)
	@echo 'compile $<'
	$Q$(CC) $(DIALECT) $(WARNINGS) $(FAST) $(CPPFLAGS) $(CFLAGS) $(compile)
$(objects:.o=.d): ;

build/backprop: $(objects) build/program.list
	@echo 'link $@'
	$Q$(CC) $(CFLAGS) $(LDFLAGS) -o $@.tmp $(objects) $(LIBRARIES) && mv $@.tmp $@

# -------------------------------------------------------------------- whose book it is

BOOK := build/report
ifdef EXAMPLE
# A path may hold blanks and quotes, which make's own functions take for ends of words.
quoted_example := '$(subst ','\'',$(value EXAMPLE))'
name := $(shell printf %s $(quoted_example) | sed 's|.*/||; s|\.ya*ml$$||')
ifneq ($(shell printf %s '$(subst ','\'',$(name))' | tr -d 'A-Za-z0-9._-')$(filter .% -%,$(name)),)
$(error EXAMPLE=$(value EXAMPLE): its book would be build/$(name); expected a file's name of \
        letters, digits and . _ - alone)
endif
ifneq ($(filter report obj gcc clang tests mutants backprop reference mistakes certify libraries \
         test_libraries program.list book.list lint.log compile_commands.json,$(name)),)
$(error EXAMPLE=$(value EXAMPLE): build/$(name) is the build's own; expected another name for \
        the file)
endif
BOOK := build/$(name)

# The program's complaints name the file as the reader does. The copy changes only when the
# file does, and is what everything is made from.
example_file := $(BOOK)/example.yaml
$(example_file): build/backprop always
	$Qcmp -s $(quoted_example) $@ || { build/backprop book -e $(quoted_example) >/dev/null && \
	    mkdir -p $(@D) && cat $(quoted_example) >$@.tmp && mv $@.tmp $@; }
endif
from_example := $(if $(EXAMPLE),-e $(example_file))

# ----------------------------------------------------------------- numbers and figures
#
# A .new file is what the program said last; its .tsv changes only when the numbers do, so
# that figures and page are not made anew for a comment in the C.

#> values
tables := values training surface path gradient curves
values.new := book
training.new := train
surface.new := book --surface
path.new := book --path
gradient.new := book --gradient
curves.new := book --curves

$(tables:%=$(BOOK)/%.new): $(BOOK)/%.new: build/backprop $(example_file) \
    Makefile
	@mkdir -p $(@D)
	@echo 'backprop $($*.new)'
	$Qbuild/backprop $($*.new) $(from_example) >$@.tmp
	@cmp -s $@.tmp $(@:.new=.tsv) || \
	    { cp $@.tmp $@.copy && mv $@.copy $(@:.new=.tsv); }
	@mv $@.tmp $@

$(tables:%=$(BOOK)/%.tsv): %.tsv: %.new
	$(if $(wildcard $@),,@cp $< $@)
#< values

chapters := $(sort $(wildcard chapters/*.md))
weavers := $(sort $(wildcard report/weave/*.lua))
figures := $(filter-out style,$(sort $(basename $(notdir $(wildcard figures/*.gp)))))
$(eval $(call list,book))
svgs := $(figures:%=$(BOOK)/figures/%.svg)
drawings := $(svgs:.svg=.pdf)
data := $(foreach t,$(tables),$t='$(BOOK)/$t.tsv';)

$(BOOK)/figures/error.svg $(BOOK)/figures/outputs.svg: $(BOOK)/training.tsv
$(BOOK)/figures/surface.svg: $(BOOK)/surface.tsv $(BOOK)/path.tsv
$(BOOK)/figures/gradient.svg: $(BOOK)/gradient.tsv
$(BOOK)/figures/mistakes.svg: $(BOOK)/curves.tsv
$(svgs): $(BOOK)/figures/%.svg: figures/%.gp figures/style.gp $(BOOK)/values.tsv Makefile
	@mkdir -p $(@D)
	@$(call need,gnuplot,gnuplot-nox)
	@echo 'gnuplot $<'
	$Qgnuplot -d -e "$(data)" $< -e "set print '$(@:.svg=.numbers)'; print printed" >$@.tmp
	@mv $@.tmp $@

# -------------------------------------------------------------------------- the report

weave = pandoc --data-dir report --fail-if-warnings --from markdown --to json \
    --lua-filter report/weave.lua --metadata-file report/book.yaml \
    --metadata values=$(BOOK)/values.tsv --metadata figures=$(BOOK)/figures \
    --metadata example=$(example_file) --metadata chapters="$(chapters)"

#> report
$(BOOK)/book.json: $(chapters) $(wildcard chapters/*.c) $(headers) \
    build/book.list report/book.yaml report/weave.lua report/svg.lua \
    $(weavers) $(BOOK)/values.tsv $(svgs) Makefile
	@rm -f $(filter-out $(svgs),$(wildcard $(BOOK)/figures/*.svg))
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $@'
	$Q$(weave) --metadata printed=$(BOOK)/printed.tsv --output $@.tmp /dev/null
	@mv $@.tmp $@

edition = pandoc --data-dir report --fail-if-warnings --from json --standalone

$(BOOK)/backprop.html: $(BOOK)/book.json report/template.html \
    report/style.css report/html.lua report/svg.lua report/aloud.lua \
    report/markup.sed report/slim.sed Makefile
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $@'
	$Q$(edition) --to html5 --mathml --toc --toc-depth 2 \
	    --lua-filter report/html.lua --template report/template.html \
	    --include-in-header report/style.css --output $@.all $<
	@sed -z -f report/markup.sed -f report/slim.sed $@.all >$@.tmp
	@rm $@.all
	@mv $@.tmp $@
#< report

$(BOOK)/backprop.tex: $(BOOK)/book.json report/pdf.lua report/template.tex report/code.theme \
                      Makefile
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $@'
	$Q$(edition) --to latex --top-level-division chapter --lua-filter report/pdf.lua \
	    --template report/template.tex --variable cover=$(BOOK)/figures/cover.pdf \
	    --highlight-style report/code.theme --output $@.tmp $<
	@mv $@.tmp $@

$(BOOK)/backprop.pdf: $(BOOK)/backprop.tex $(drawings) report/pdf.sh build/date Makefile
	@$(call need,lualatex,texlive-luatex)
	@echo 'lualatex $<'
	$Qreport/pdf.sh $< $@

$(BOOK)/backprop.epub: $(BOOK)/book.json report/epub.lua report/svg.lua report/template.xhtml \
                       report/epub.css report/epub.yaml report/epub.sh report/accessibility.xml \
                       report/aloud.lua report/markup.sed $(BOOK)/cover.png build/date Makefile
	@$(call need,pandoc,pandoc)
	@$(call need,zip,zip)
	@$(call need,unzip,unzip)
	@echo 'pandoc $@'
	$Q$(edition) --to epub3 --mathml --toc --toc-depth 2 --lua-filter report/epub.lua \
	    --template report/template.xhtml --metadata-file report/epub.yaml --css report/epub.css \
	    --epub-cover-image $(BOOK)/cover.png --output $@.all $<
	$Qreport/epub.sh $@.all $@
	@rm $@.all

# The figures for paper, and the cover.
draw = FONTCONFIG_FILE="$$PWD/report/fonts.conf" rsvg-convert

$(drawings): %.pdf: %.svg report/fonts.conf Makefile
	@$(call need,rsvg-convert,librsvg2-bin)
	@echo 'rsvg-convert $@'
	$Q$(draw) --format pdf --output $@.tmp $<
	@mv $@.tmp $@

$(BOOK)/cover.png: $(BOOK)/figures/cover.svg report/fonts.conf Makefile
	@$(call need,rsvg-convert,librsvg2-bin)
	@echo 'rsvg-convert $@'
	$Q$(draw) --width 1600 --output $@.tmp $<
	@mv $@.tmp $@

# A new date makes these documents anew.
ifneq ($(file <build/date),$(SOURCE_DATE_EPOCH))
build/date: always
endif
build/date:
	@mkdir -p build
	@echo $(SOURCE_DATE_EPOCH) >$@

editions := $(addprefix $(BOOK)/backprop.,html pdf epub)

html: $(BOOK)/backprop.html ## the book as one HTML page
	@echo $<

pdf: $(BOOK)/backprop.pdf ## the book on paper, A4
	@echo $<

epub: $(BOOK)/backprop.epub ## the book for reading devices
	@echo $<

report: html pdf epub ## the book in all three editions; EXAMPLE=mine.yaml: of your own numbers

accept-numbers: $(BOOK)/values.tsv $(svgs) ## rewrite stale numbers in the chapters, for review
	@$(call need,pandoc,pandoc)
	$Q$(weave) --metadata accept=true --output /dev/null /dev/null

# --------------------------------------------------------------------------- the tests

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
$(tested:%.c=build/$(1)/%.o): build/$(1)/%.o: %.c build/$(1)/%.d Makefile build/test_libraries
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

$(fuzz_objects): build/clang/fuzz/%.o: %.c build/clang/fuzz/%.d Makefile build/test_libraries
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
                         Makefile build/test_libraries
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

$(chapter_libraries): $(mutants)/%.so: chapters/%.c $(headers) Makefile build/test_libraries
	@mkdir -p $(@D)
	@echo 'gcc $@'
	$Qgcc $(DIALECT) $(MUTANT_FLAGS) -shared -Wl,-soname,$(@F) -o $@ $<

$(mutant_objects): $(mutants)/%.o: %.c $(headers) $(wildcard tests/*.h) Makefile build/test_libraries
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

# --------------------------------------------------------------------- for the workshop

c_files := $(sources) $(headers) $(wildcard tests/*.[ch] tests/fuzz/*.[ch] \
           tests/reference/*.[ch])

format: | $(after_setup) ## bring all C into the house's style
	@$(call need,clang-format,clang-format,setup-dev)
	clang-format -i $(c_files)

# The reference computations are written against Arb, whose headers the linters need not have.
lint: build/libraries | $(after_setup) ## what clang-format, clang-tidy and cppcheck have to say
	@$(call need,clang-format,clang-format,setup-dev)
	@$(call need,clang-tidy,clang-tidy,setup-dev)
	@$(call need,cppcheck,cppcheck,setup-dev)
	clang-format --dry-run -Werror $(c_files)
	@for file in $(sources); do echo "clang-tidy $$file"; \
	    clang-tidy --quiet --warnings-as-errors='*' $$file -- $(DIALECT) 2>build/lint.log \
	    || { cat build/lint.log; exit 1; }; done
	cppcheck --quiet --std=c11 --enable=warning,performance,portability \
	    --inline-suppr --error-exitcode=1 -Isrc/base -Isrc/tools $(sources)

compile_commands.json: ## build/compile_commands.json, for editors
	@mkdir -p build
	@directory=$$(printf '%s' "$$PWD" | sed 's/[\\"]/\\&/g'); separator='['; \
	for file in $(sources); do \
	    printf '%s\n{ "directory": "%s", "file": "%s",\n  "command": "$(CC) %s -c %s" }' \
	        "$$separator" "$$directory" "$$file" "$(DIALECT) $(WARNINGS)" "$$file"; \
	    separator=,; done >build/$@.tmp
	@echo ']' >>build/$@.tmp
	@mv build/$@.tmp build/$@

clean: ## remove everything made
	rm -rf build
