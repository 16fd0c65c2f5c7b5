# SPDX-License-Identifier: GPL-3.0-or-later
# The whole build; its tests are in tests/tests.mk. `make help` says what there is to make;
# everything made is in build/.
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
# The documents have the date of the last commit. Sources that were packed bring it in .date.
last_commit := $(or $(shell [ ! -e .git ] || git -c safe.directory='*' log -1 --format=%ct \
    2>/dev/null),$(file <.date))
export SOURCE_DATE_EPOCH ?= $(or $(last_commit),1426550400)

.PHONY: help report html pdf epub worksheet worksheets accept-numbers check verify certify fuzz \
        mutants bench man install uninstall dist setup setup-html setup-dev setup-bench clean format lint \
        compile_commands.json

help: ## this list
	@sed -n -e '/^[a-z_.-]*:.*## / { s/:.*## /                        /; s/^/  make /' \
	    -e 's/^\(.\{29\}\) */\1 /p; }' Makefile report/worksheet/worksheet.mk \
	    report/release/release.mk tests/tests.mk

# ---------------------------------------------------------------- what must be there

# In `make setup report`, whatever runs a tool waits until setup is done, under -j too.
after_setup := $(filter setup setup-html setup-dev setup-bench,$(MAKECMDGOALS))

# In `make clean report`, one goal after the other.
ifneq ($(filter clean,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif

# The Makefile itself cannot be read without this one.
$(if $(shell command -v sed),,$(error sed is missing: install the package sed))

# $(call need,tool,package,goal): one sentence where a tool is missing. Each recipe asks for its
# own, as a tool that was there when the first was made may have gone since.
need = command -v $(1) >/dev/null || { echo >&2 \
    "make: $(1) is missing: install the package $(2), or run: make $(or $(3),setup)"; exit 1; }

# $(call need_header,header,package,goal): the same for a library.
need_header = echo '\#include <$(1)>' | $(CC) $(CPPFLAGS) -E -x c - >/dev/null 2>&1 || { echo >&2 \
    "make: <$(1)> is missing: install the package $(2), or run: make $(or $(3),setup)"; exit 1; }

# $(call need_library,name,package,goal): and for one that is linked, but whose header we include
# nowhere.
need_library = $(CC) $(LDFLAGS) -shared -o /dev/null -l$(1) 2>/dev/null || { echo >&2 \
    "make: the library $(1) is missing: install the package $(2), or run: make $(or $(3),setup)"; exit 1; }

# Packages are named in report/packages.txt. Two goals never install at once.
digits := report/data/digits.csv
bring_sources = @sh report/sources.sh $@ src/page/libraries $(digits)
setup: | $(filter setup-html,$(after_setup))
setup: ## install what the book needs, in every format (Debian, Ubuntu)
	@sh report/setup.sh $@ page epub pdf
	$(bring_sources)

setup-html: ## install what the page alone needs; then: make html
	@sh report/setup.sh $@ page
	$(bring_sources)

# What npm brings is made by a call of make of its own, as npm comes with the packages.
browser := tests/report/browser/node_modules/.package-lock.json
bring_browser = ! command -v npm >/dev/null || $(MAKE) -s --no-print-directory $(browser)
setup-dev: | $(filter setup setup-html,$(after_setup))
setup-dev: ## install what the book and its tests need
	@sh report/setup.sh $@ page epub pdf tests
	$(bring_sources)
	$(if $(wildcard tests/report/browser/package-lock.json),@$(bring_browser))

setup-bench: | $(filter setup setup-html setup-dev,$(after_setup))
setup-bench: ## install what the program needs, and what its speed is measured beside
	@sh report/setup.sh $@ bench

$(browser): tests/report/browser/package-lock.json | $(after_setup)
	@$(call need,npm,npm,setup-dev)
	@echo 'npm ci, in tests/report/browser'
	$Qcd tests/report/browser && npm ci --loglevel=error

build/libraries: | $(after_setup)
	@mkdir -p build
	@$(call need,$(CC),gcc)
	@$(call need_header,gsl/gsl_version.h,libgsl-dev)
	@$(call need_header,yaml.h,libyaml-dev)
	@$(call need_header,xlsxwriter.h,libxlsxwriter-dev)
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
book_list = $(chapters) $(weavers) $(figures) $(diagrams)
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
DIALECT := -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -iquote src/base -iquote src
FAST := -DHAVE_INLINE -DGSL_RANGE_CHECK_OFF -DNDEBUG

# Who multiplies matrices: GSL's own BLAS, or OpenBLAS, which is many times faster on large ones.
# Their sums may differ in the last digits. GSL names its own, so the linker must be told to keep
# the other one. `make BLAS=openblas build/backprop`:
BLAS := gsl
blas_gsl := -lgslcblas
blas_openblas := -Wl,--push-state,--no-as-needed -lopenblas -Wl,--pop-state
ifndef blas_$(BLAS)
$(error BLAS=$(BLAS): expected gsl or openblas)
endif
# Beside GSL and its BLAS.
other_libraries := -lyaml -lxlsxwriter -lm
LIBRARIES := -lgsl $(blas_$(BLAS)) $(other_libraries)

# Which one the programs were linked with: written only when it is another now. They depend on it,
# and are linked of the rest.
linked = $(filter-out build/blas,$^)
ifneq ($(file <build/blas),$(BLAS))
build/blas: always
endif
build/blas: | $(after_setup)
	@mkdir -p build
	$(if $(filter openblas,$(BLAS)),@$(call need_library,openblas,libopenblas-dev,setup-bench))
	@echo $(BLAS) >$@

# In the order of their bytes, whatever the user's language.
all_sources := $(sort $(wildcard chapters/*.c src/*/*.c))
sources := $(filter-out src/page/%,$(all_sources))
objects := $(sources:%.c=build/obj/%.o)
all_objects := $(all_sources:%.c=build/obj/%.o)
headers := $(sort $(wildcard src/*/*.h))
$(eval $(call list,program))
-include $(all_objects:.o=.d)

# An object is as old as the headers that its .d names, so without a .d it is made anew. clang
# writes the .d last, and the object must not be the older of the two.
compile = -MMD -MP -MT $@ -MF $(@:.o=.d) -c -o $@.tmp $< && touch $@.tmp && mv $@.tmp $@

$(all_objects): build/obj/%.o: %.c build/obj/%.d Makefile build/libraries
	@mkdir -p $(@D)
	@$(call need,$(CC),gcc)
	@echo 'compile $<'
	$Q$(CC) $(DIALECT) $(WARNINGS) $(FAST) $(CPPFLAGS) $(CFLAGS) $(compile)
$(all_objects:.o=.d): ;

build/backprop: $(objects) build/program.list build/blas
	@$(call need,$(CC),gcc)
	@echo 'link $@'
	$Q$(CC) $(CFLAGS) $(LDFLAGS) -o $@.tmp $(objects) $(LIBRARIES) && mv $@.tmp $@

include report/explorer/explorer.mk

# -------------------------------------------------------------------- whose book it is

BOOK := build/report
ifdef EXAMPLE
define newline


endef
# A path may hold blanks and quotes, which make's own functions take for ends of words.
quoted_example := '$(subst ','\'',$(value EXAMPLE))'
name := $(if $(findstring $(newline),$(value EXAMPLE)),,$(shell printf '%s\n' $(quoted_example) | \
          sed -n 's|.*/||; s|\.ya*ml$$||; /^[A-Za-z0-9_][A-Za-z0-9._-]*$$/p'))
ifeq ($(name),)
$(error EXAMPLE=$(strip $(value EXAMPLE)): its book is named after it; expected a file's name of \
        letters, digits and . _ - alone, that begins with none of . and -)
endif
# What else is in build/ has a rule, here or in tests/tests.mk, and so make can name it. It may
# be on its way there, as `.tmp`. A book that is there was asked about when it was made.
own := $(if $(wildcard build/$(name)/example.yaml),,$(shell MAKEFLAGS= $(MAKE) -pq EXAMPLE= help \
         2>/dev/null | sed -n 's|^build/\([^/:]*\)[/:].*|\1|p' | sort -u))
ifneq ($(filter $(name:.tmp=),$(own)),)
$(error EXAMPLE=$(value EXAMPLE): build/$(name) is the build's own; expected another name for \
        the file)
endif
BOOK := build/$(name)

# The program's complaints name the file as the reader does. The copy changes only when the
# file does, and is what everything is made from.
example_file := $(BOOK)/example.yaml
$(example_file): build/backprop always
	@$(call need,cmp,diffutils)
	$Qcmp -s $(quoted_example) $@ || { build/backprop book -e $(quoted_example) >/dev/null && \
	    mkdir -p $(@D) && cat $(quoted_example) >$@.tmp && mv $@.tmp $@; }

# Numbers that the program takes may be beyond what gnuplot can draw.
not_drawn = printf >&2 'make: %s: $< cannot draw its numbers, for the reason above; expected each \
    to be 0 or of a size from 1e-300 to 1e15\n' $(quoted_example);
endif
from_example := $(if $(EXAMPLE),-e $(example_file))

# ----------------------------------------------------------------- numbers and figures
#
# A .new file is what the program said last; its .tsv changes only when the numbers do, so
# that figures and page are not made anew for a comment in the C.

#> values
tables := values training surface path gradient curves entropy \
          many xor passes confusion $(if $(EXAMPLE),post)
values.new := book
training.new := train
surface.new := book --surface
path.new := book --path
gradient.new := book --gradient
curves.new := book --curves
entropy.new := book --entropy
many.new := many $(digits)
xor.new := many --xor $(digits)
passes.new := many --passes $(digits)
confusion.new := many --confusion $(digits)
post.new := book
$(addprefix $(BOOK)/,many.new xor.new passes.new confusion.new): $(digits)

$(tables:%=$(BOOK)/%.new): $(BOOK)/%.new: build/backprop $(example_file) \
    Makefile
	@mkdir -p $(@D)
	@$(call need,cmp,diffutils)
	@echo 'backprop $($*.new)'
	$Qbuild/backprop $($*.new) \
	    $(if $(filter many post,$* $($*.new)),,$(from_example)) >$@.tmp
	@cmp -s $@.tmp $(@:.new=.tsv) || \
	    { cp $@.tmp $@.copy && mv $@.copy $(@:.new=.tsv); }
	@mv $@.tmp $@

$(tables:%=$(BOOK)/%.tsv): %.tsv: %.new
	$(if $(wildcard $@),,@cp $< $@)
#< values

$(digits): | $(after_setup)
	@[ -e $@ ] || { echo >&2 \
	    'make: the handwritten digits are missing: run: make setup'; exit 1; }

# The round as one program, which an appendix shows, and what it prints. It is compiled and run
# again only where it differs.
# A network that has none, as too large for it, has an empty one.
$(BOOK)/round.new: build/backprop $(example_file) $(BOOK)/values.tsv Makefile
	@mkdir -p $(@D)
	@$(call need,cmp,diffutils)
	@echo 'backprop export c'
	$Qif grep -q '^fact	program	true$$' $(BOOK)/values.tsv; then \
	    build/backprop export c $(from_example); \
	    else echo 'int main(void) { return 0; }'; fi >$@.tmp
	@cmp -s $@.tmp $(@:.new=.c) || { cp $@.tmp $@.copy && mv $@.copy $(@:.new=.c); }
	@mv $@.tmp $@

$(BOOK)/round.c: $(BOOK)/round.new
	$(if $(wildcard $@),,@cp $< $@)

$(BOOK)/round: $(BOOK)/round.c
	@$(call need,$(CC),gcc)
	@echo 'compile $<'
	$Q$(CC) $(WARNINGS) -std=c11 -O2 -ffp-contract=off -o $@.tmp $< -lm && mv $@.tmp $@

$(BOOK)/round.txt: $(BOOK)/round
	$Q$< >$@.tmp && mv $@.tmp $@

# What `make bench` has measured on this machine, or will have where it is a goal, too. The post's
# book takes it in, as an appendix with its figure and as tables elsewhere. Tests try the book that
# is the same everywhere, without it, and a release has that one.
bench_goal := $(filter bench,$(MAKECMDGOALS))
measured := $(if $(EXAMPLE)$(filter check dist,$(MAKECMDGOALS)),,$(or \
    $(wildcard build/bench/machine.tsv),$(bench_goal:bench=build/bench/machine.tsv)))
ifneq ($(bench_goal),)
build/bench/machine.tsv: bench ;
endif
unmeasured := $(if $(measured),,chapters/G_speed.md figures/speed.gp)

chapters := $(filter-out $(unmeasured),$(sort $(wildcard chapters/*.md)))
weavers := report/weave.lua $(sort $(wildcard report/weave/*.lua))
figures := $(filter-out $(unmeasured) figures/style.gp,$(wildcard figures/*.gp))
figures := $(sort $(basename $(notdir $(figures))))
diagrams := $(sort $(basename $(notdir $(wildcard report/diagrams/*.lua))))
drawers := $(sort $(wildcard report/drawing/*))
$(eval $(call list,book))
curves := $(figures:%=$(BOOK)/figures/%.svg)
networks := $(diagrams:%=$(BOOK)/figures/%.svg)
svgs := $(curves) $(networks)
uprights := $(networks:.svg=-upright.svg)
drawings := $(svgs:.svg=.pdf)
draw_diagram = pandoc --data-dir report --fail-if-warnings --from markdown --to native \
    --lua-filter report/draw.lua --output /dev/null /dev/null
data := $(foreach t,$(tables),$t='$(BOOK)/$t.tsv';) speed='build/bench/width.tsv';

$(BOOK)/figures/error.svg $(BOOK)/figures/outputs.svg: $(BOOK)/training.tsv
$(BOOK)/figures/surface.svg: $(BOOK)/surface.tsv $(BOOK)/path.tsv
$(BOOK)/figures/gradient.svg: $(BOOK)/gradient.tsv
$(BOOK)/figures/entropy.svg: $(BOOK)/entropy.tsv
$(BOOK)/figures/xor.svg: $(BOOK)/xor.tsv
$(BOOK)/figures/digits.svg: $(BOOK)/passes.tsv
$(BOOK)/figures/confusion.svg: $(BOOK)/confusion.tsv
$(BOOK)/figures/mistakes.svg: $(BOOK)/curves.tsv
$(BOOK)/figures/speed.svg: $(measured)
$(curves): $(BOOK)/figures/%.svg: figures/%.gp figures/style.gp $(BOOK)/values.tsv Makefile
	@mkdir -p $(@D)
	@$(call need,gnuplot,gnuplot-nox)
	@echo 'gnuplot $<'
	$Qgnuplot -d -e "$(data)" $< -e "set print '$(@:.svg=.numbers)'; print printed" >$@.tmp || \
	    { $(not_drawn) exit 1; }
	@mv $@.tmp $@

# A diagram is drawn in two forms: name.svg for a wide page, name-upright.svg for a phone.
$(networks): $(BOOK)/figures/%.svg: report/diagrams/%.lua $(drawers) report/draw.lua \
    report/weave/values.lua $(BOOK)/values.tsv Makefile
	@mkdir -p $(@D)
	@$(call need,pandoc,pandoc)
	@echo 'draw $<'
	$Q$(draw_diagram) --metadata values=$(BOOK)/values.tsv --metadata diagram=$* --metadata folder=$(@D)

# -------------------------------------------------------------------------- the report

# What an example that is much like the post's is compared with.
post := $(if $(EXAMPLE),$(BOOK)/post.tsv)
weave = pandoc --data-dir report --fail-if-warnings --from markdown --to json \
    --lua-filter report/weave.lua --metadata-file report/book.yaml \
    --metadata values=$(BOOK)/values.tsv --metadata many=$(BOOK)/many.tsv --metadata figures=$(BOOK)/figures \
    $(if $(measured),--metadata measured=build/bench) $(post:%=--metadata post=%) \
    --metadata example=$(example_file) --metadata chapters="$(chapters)"

#> report
$(BOOK)/book.json: $(chapters) $(wildcard chapters/*.c) $(headers) \
    build/book.list report/book.yaml report/svg.lua report/drawing/page.lua \
    $(weavers) $(BOOK)/values.tsv $(BOOK)/many.tsv $(post) $(svgs) \
    $(BOOK)/round.c $(BOOK)/round.txt $(measured) Makefile
	@rm -f $(filter-out $(svgs) $(uprights),$(wildcard $(BOOK)/figures/*.svg))
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $@'
	$Q$(weave) --metadata printed=$(BOOK)/printed.tsv --output $@.tmp /dev/null
	@mv $@.tmp $@

edition = pandoc --data-dir report --fail-if-warnings --from json --standalone

$(BOOK)/backprop.html: $(BOOK)/book.json report/template.html \
    build/page/style.css report/html.lua report/svg.lua report/short_svg.lua \
    report/drawing/page.lua report/aloud.lua \
    report/mathml.sed report/markup.sed report/html.sed build/page/explorer.js \
    $(or $(example_file),build/page/post.yaml) report/explorer/insert.sh Makefile
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $@'
	$Q$(edition) --to html5 --mathml --toc --toc-depth 2 \
	    --lua-filter report/html.lua --template report/template.html \
	    --include-in-header build/page/style.css \
	    --output $@.all $<
	@sed -z -f report/mathml.sed -f report/markup.sed -f report/html.sed \
	    $@.all >$@.text
	@report/explorer/insert.sh $@.text build/page/explorer.js \
	    $(or $(example_file),build/page/post.yaml) >$@.tmp
	@rm $@.all $@.text
	@mv $@.tmp $@
#< report

$(BOOK)/backprop.tex: $(BOOK)/book.json report/pdf.lua $(wildcard report/pdf/*.lua) \
                      report/template.tex report/code.theme Makefile
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $@'
	$Q$(edition) --to latex --top-level-division chapter --lua-filter report/pdf.lua \
	    --template report/template.tex --variable cover=$(BOOK)/figures/cover.pdf \
	    --highlight-style report/code.theme --output $@.tmp $<
	@mv $@.tmp $@

$(BOOK)/backprop.pdf: $(BOOK)/backprop.tex $(drawings) report/pdf.sh report/letters.lua build/date \
                      Makefile | build/texmf
	@$(call need,lualatex,texlive-luatex)
	@$(call need,cmp,diffutils)
	@$(call need,grep,grep)
	@echo 'lualatex $<'
	$Qreport/pdf.sh $< $@

$(BOOK)/backprop.epub: $(BOOK)/book.json report/epub.lua report/svg.lua report/template.xhtml \
                       report/epub.css report/epub.yaml report/epub.sh report/accessibility.xml \
                       report/aloud.lua report/mathml.sed report/markup.sed $(BOOK)/cover.png \
                       build/date Makefile
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

$(drawings): %.pdf: %.svg report/fonts.conf Makefile | build/fonts
	@$(call need,rsvg-convert,librsvg2-bin)
	@echo 'rsvg-convert $@'
	$Q$(draw) --format pdf --output $@.tmp $<
	@mv $@.tmp $@

$(BOOK)/cover.png: $(BOOK)/figures/cover.svg report/fonts.conf Makefile | build/fonts
	@$(call need,rsvg-convert,librsvg2-bin)
	@echo 'rsvg-convert $@'
	$Q$(draw) --width 1600 --output $@.tmp $<
	@mv $@.tmp $@

# Where `fontconfig` and TeX keep their tables of fonts.
build/fonts build/texmf:
	@mkdir -p $@

# A new date makes these documents anew. Those that were packed with the sources are of the date that
# was, and stay.
ifneq ($(file <build/date),$(SOURCE_DATE_EPOCH))
build/date: always
endif
build/date:
	@mkdir -p build
	@$(if $(filter $(SOURCE_DATE_EPOCH),$(file <.date)),cp -p .date,echo $(SOURCE_DATE_EPOCH) >) $@

editions := $(addprefix $(BOOK)/backprop.,html pdf epub)

# What the book is made from, for its readers: the page has a link to it. In packed sources that were
# unpacked there is no git, and the same files are found.
source_files := $(sort $(wildcard $(shell [ -e .git ] && \
    git -c safe.directory='*' ls-files 2>/dev/null || \
    find * .[!.]* -type f ! -path 'build/*' ! -path '*/node_modules/*' ! -path 'report/data/*' \
        ! -path 'src/page/libraries/*' ! -path '.git/*' ! -name .git ! -path .date)))
source := $(BOOK)/backprop-source.tar.gz

# $(call pack,folder,files): the target, an archive of these and the date, in a folder of that name;
# the same bytes whoever packs them.
pack = tar --create --file=$@.tmp --use-compress-program='gzip -9n' --sort=name --owner=0 --group=0 \
    --numeric-owner --mode=a+rX,u+w,go-w --mtime="@$$SOURCE_DATE_EPOCH" \
    --transform='s,^build/date$$,.date,' --transform='s,^,$(1)/,' \
    $(2) build/date && mv $@.tmp $@

$(source): $(source_files) build/date
	@mkdir -p $(@D)
	@$(call need,gzip,gzip)
	@echo 'tar $@'
	$Q$(call pack,backprop,$(source_files))

html: $(BOOK)/backprop.html $(source) ## the book as one HTML page
	@echo $<

pdf: $(BOOK)/backprop.pdf $(source) ## the book on paper, A4
	@echo $<

epub: $(BOOK)/backprop.epub $(source) ## the book for reading devices
	@echo $<

report: html pdf epub ## the book in all three editions; EXAMPLE=mine.yaml: of your own numbers

include report/worksheet/worksheet.mk

accept-numbers: $(BOOK)/values.tsv $(BOOK)/many.tsv $(post) $(svgs) $(BOOK)/round.txt ## rewrite stale numbers in the chapters, for review
	@$(call need,pandoc,pandoc)
	$Q$(weave) --metadata accept=true --output /dev/null /dev/null

include report/release/release.mk
include tests/tests.mk

# --------------------------------------------------------------------- for the workshop

c_files := $(all_sources) $(headers) $(wildcard tests/*/*.[ch])

format: | $(after_setup) ## bring all C into the house's style
	@$(call need,clang-format,clang-format,setup-dev)
	clang-format -i $(c_files)

# The reference computations are written against Arb, whose headers the linters need not have.
lint: build/libraries | $(after_setup) ## what clang-format, clang-tidy and cppcheck have to say
	@$(call need,clang-format,clang-format,setup-dev)
	@$(call need,clang-tidy,clang-tidy,setup-dev)
	@$(call need,cppcheck,cppcheck,setup-dev)
	clang-format --dry-run -Werror $(c_files)
	@printf '%s\n' $(all_sources) | xargs -P "$$(nproc)" -n 1 sh -c 'echo "clang-tidy $$1"; \
	    said=$$(clang-tidy --quiet --warnings-as-errors="*" "$$1" -- $(DIALECT) 2>&1) \
	    || { echo "$$said"; exit 255; }' sh
	cppcheck --quiet -j "$$(nproc)" --std=c11 --enable=warning,performance,portability \
	    --suppress=normalCheckLevelMaxBranches --inline-suppr --error-exitcode=1 \
	    -Isrc/base -Isrc $(all_sources)

compile_commands.json: build/compile_commands.json ## build/compile_commands.json, for editors
build/compile_commands.json: always
	@mkdir -p build
	@directory=$$(printf '%s' "$$PWD" | sed 's/[\\"]/\\&/g'); separator='['; \
	for file in $(sources); do \
	    printf '%s\n{ "directory": "%s", "file": "%s",\n  "command": "$(CC) %s -c %s" }' \
	        "$$separator" "$$directory" "$$file" "$(DIALECT) $(WARNINGS)" "$$file"; \
	    separator=,; done >$@.tmp
	@echo ']' >>$@.tmp
	@mv $@.tmp $@

clean: ## remove everything made
	rm -rf build
