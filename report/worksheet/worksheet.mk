# SPDX-License-Identifier: GPL-3.0-or-later
# Worksheets: a part of the Makefile.
#
# Of an exercise in build/worksheets/seed-7, or with LAYERS=3-4-2 in seed-7-3-4-2; of the book's
# example in BOOK/worksheet. Each folder is made by rules of its own, so that many can be made at once.

# $(call numbers_of,SEEDS): 1-30 is 1 2 .. 30; nothing where it is none of that, or too much.
numbers_of = $(shell printf '%s\n' '$(subst ','\'',$(1))' | awk '\
    { for (k = 1; k <= NF; k++) { \
        if ($$k !~ /^[0-9]+(-[0-9]+)?$$/ || length($$k) > 21) exit; \
        n = split($$k, ends, "-"); \
        if (ends[n] > 4294967295 || ends[n] < ends[1] || ends[n] - ends[1] > 999) exit; \
        for (seed = ends[1]; seed <= ends[n] + 0; seed++) all = all sprintf("%.0f ", seed) } } \
    END { print all }')
wanted_seeds := $(if $(filter worksheet,$(MAKECMDGOALS)),$(value SEED)) \
                $(if $(filter worksheets,$(MAKECMDGOALS)),$(value SEEDS))
seeds := $(sort $(call numbers_of,$(wanted_seeds)))

# Only where they are asked for.
ifneq ($(filter worksheet worksheets,$(MAKECMDGOALS)),)
ifneq ($(if $(strip $(wanted_seeds)),$(if $(seeds),,no)),)
$(error SEEDS=$(strip $(wanted_seeds)): expected a whole number from 0 to 4294967295, or several, \
        such as 1-30 or '1 3 5', at most 1000 in a row)
endif
ifneq ($(filter worksheets,$(MAKECMDGOALS)),)
ifeq ($(strip $(value SEEDS)),)
$(error make worksheets: expected the seeds of the exercises, such as SEEDS=1-30)
endif
endif
ifneq ($(if $(value LAYERS),$(shell printf '%s\n' '$(subst ','\'',$(value LAYERS))' | \
    grep -Ex '[0-9]{1,4}(-[0-9]{1,4}){1,7}')),$(value LAYERS))
$(error LAYERS=$(value LAYERS): expected how many inputs, then how many neurons each layer has, such as \
        2-2-2 or 3-4-2)
endif
# What would take no effect is no silent matter: the sheets would be of another network than was meant.
ifneq ($(if $(seeds),$(strip $(value EXAMPLE))),)
$(error a worksheet is of an exercise or of an example: expected SEED=$(strip $(wanted_seeds)) or \
        EXAMPLE=$(value EXAMPLE), not both)
endif
ifneq ($(if $(seeds),,$(strip $(value SEEDS)$(value LAYERS))),)
$(error make worksheet: expected SEED=7 with LAYERS=3-4-2; for several exercises, make worksheets SEEDS=1-30)
endif
endif
layers := $(if $(value LAYERS),-$(value LAYERS))
seed_sheets := $(seeds:%=build/worksheets/seed-%$(layers))
sheets := $(or $(seed_sheets),$(BOOK)/worksheet)
sheet_parts := level-1 level-2 level-3 level-4 network key
sheet_tools := $(sort $(wildcard report/worksheet/*)) report/worksheet.lua $(drawers) \
               report/weave/decimals.lua report/weave/source.lua report/mathml.sed report/markup.sed

# As with the book's numbers, a .new file is what the program said last, and sheets are made anew only
# where it says something else. $(call keep_new,FILE): what was written, a `.tmp`, becomes the .new
# file, and FILE where it differs.
keep_new = @cmp -s $@.tmp $(1) || { cp $@.tmp $@.copy && mv $@.copy $(1); }; mv $@.tmp $@

# An exercise is made of its folder's name: seed-7-3-4-2.
build/worksheets/seed-%/example.new: build/backprop
	@mkdir -p $(@D)
	@$(call need,cmp,diffutils)
	$Qlayers=$$(printf '%s\n' '$*' | cut -s -d - -f 2-); \
	    build/backprop exercise --seed $(firstword $(subst -, ,$*)) --layers "$${layers:-2-2-2}" >$@.tmp
	$(call keep_new,$(@D)/example.yaml)

# The sheets' example may have any shape, and so is not the book's copy.
$(BOOK)/worksheet/example.new: build/backprop $(if $(EXAMPLE),always)
	@$(call need,cmp,diffutils)
	$Qbuild/backprop example $(if $(EXAMPLE),-e $(quoted_example)) >/dev/null && mkdir -p $(@D)
	$Qbuild/backprop example $(if $(EXAMPLE),-e $(quoted_example)) >$@.tmp
	$(call keep_new,$(@D)/example.yaml)

%/example.yaml: %/example.new
	$(if $(wildcard $@),,@cp $< $@)

# The name by which check --examples finds the example.
sheet_name = $(or $(filter seed-%,$(notdir $(1))),$(name),post)

%/steps.new: %/example.yaml build/backprop
	$Qbuild/backprop export tsv -e $< >$@.tmp
	$(call keep_new,$(@D)/steps.tsv)

%/steps.tsv: %/steps.new
	$(if $(wildcard $@),,@cp $< $@)

$(addprefix %/,$(sheet_parts:=.html) numbers.txt drawing.svg worksheet.tex): %/steps.tsv $(sheet_tools) report/worksheet/worksheet.mk
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $*/worksheet.tex'
	$Qpandoc --data-dir report --fail-if-warnings --from markdown --to native --lua-filter report/worksheet.lua \
	    --metadata name=$(call sheet_name,$*) --metadata steps=$< --metadata folder=$* --output /dev/null /dev/null

$(addprefix %/,$(sheet_parts:=.pdf)): %/worksheet.tex %/drawing.svg report/worksheet.sh report/fonts.conf build/date \
    report/worksheet/worksheet.mk | build/texmf build/fonts
	@$(call need,lualatex,texlive-luatex)
	@$(call need,rsvg-convert,librsvg2-bin)
	@$(call need,qpdf,qpdf)
	@echo 'lualatex $<'
	$Qreport/worksheet.sh $*

sheet_files := $(foreach s,$(sheets),$(addprefix $(s)/,$(sheet_parts:=.html) $(sheet_parts:=.pdf) numbers.txt))
# What is on the way to a sheet stays.
.PRECIOUS: build/worksheets/seed-%/example.new $(addprefix %/,example.yaml steps.new steps.tsv drawing.svg worksheet.tex)

worksheet: $(sheet_files) ## worksheets and an answer key; SEED=7: of an exercise; EXAMPLE=mine.yaml
	@printf '%s\n' $(sheet_files)

worksheets: $(sheet_files) ## the same for a class, an exercise each; SEEDS=1-30
	@printf '%s\n' $(sheets)
