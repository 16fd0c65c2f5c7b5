# SPDX-License-Identifier: GPL-3.0-or-later
# The manual page, what is installed, and what is released: a part of the Makefile.
#
#   build/backprop --manual  ->  build/man/manual  --pandoc-->  build/man/backprop.1
#   report/release/manual.md  --------------------------^

version := $(shell sed -n 's/^\#define BP_VERSION "\(.*\)"$$/\1/p' src/command/main.c)

# ------------------------------------------------------------------ manual, completion

# What the program says of itself. A file changes only when it says something else.
said := build/man/manual build/man/completion
$(said:=.new): build/man/%.new: build/backprop report/release/release.mk
	@mkdir -p $(@D)
	@$(call need,cmp,diffutils)
	$Qbuild/backprop --$* >$@.tmp
	@cmp -s $@.tmp $(@:.new=) || { cp $@.tmp $@.copy && mv $@.copy $(@:.new=); }
	@mv $@.tmp $@

$(said): %: %.new
	$(if $(wildcard $@),,@cp $< $@)

# Quotation marks stay as they are typed, and so do dashes.
build/man/backprop.1: report/release/manual.md report/release/manual.lua \
    report/release/export.schema.json tests/examples/post.yaml build/man/manual build/date
	@$(call need,pandoc,pandoc)
	@echo 'pandoc $@'
	$Qpandoc --data-dir report --fail-if-warnings --standalone \
	    --from markdown-smart-citations-auto_identifiers --to man \
	    --lua-filter report/release/manual.lua --metadata said=build/man/manual \
	    --metadata title=BACKPROP --metadata section=1 --metadata header='User commands' \
	    --metadata footer='backprop $(version)' \
	    --metadata date="$$(date -u -d "@$$SOURCE_DATE_EPOCH" +%Y-%m-%d)" \
	    --output $@.tmp $<
	@mv $@.tmp $@

man: build/man/backprop.1 ## the manual page; then: man build/man/backprop.1
	@echo $<

# ------------------------------------------------------------------------- install

PREFIX ?= /usr/local
# A path may hold blanks and quotes.
into := '$(subst ','\'',$(value DESTDIR)$(value PREFIX))'
installed := bin/backprop share/man/man1/backprop.1 share/bash-completion/completions/backprop
is_absolute = case $(into) in /*) ;; *) printf >&2 \
    'make: PREFIX=%s: expected a path from / on\n' $(into); exit 1 ;; esac

install: build/backprop build/man/backprop.1 build/man/completion ## the command, manual and completion, in PREFIX=/usr/local
	@$(is_absolute)
	@umask 022; for folder in $(dir $(installed)); do \
	    install -d -m 755 $(into)/$$folder || exit 1; done
	@install -m 755 build/backprop $(into)/$(word 1,$(installed))
	@install -m 644 build/man/backprop.1 $(into)/$(word 2,$(installed))
	@install -m 644 build/man/completion $(into)/$(word 3,$(installed))
	@printf '%s\n' $(installed:%=$(into)/%)

uninstall: ## remove them again
	@$(is_absolute)
	rm -f $(installed:%=$(into)/%)

# ------------------------------------------------------------------------- release

# What a release has besides the sources, in its place in build/: there is no need to build it, nor
# for pandoc where it is to be installed.
spreadsheet := $(BOOK)/backprop.xlsx
released := $(editions) $(spreadsheet) $(source) build/man/manual build/man/backprop.1
release := build/dist/backprop-$(version).tar.gz
ifneq ($(filter dist,$(MAKECMDGOALS)),)
ifdef EXAMPLE
$(error make dist: a release has the book of the post's example; expected no EXAMPLE)
endif
endif

$(spreadsheet): build/backprop $(example_file) build/date
	@mkdir -p $(@D)
	@echo 'backprop export xlsx'
	$Qbuild/backprop export xlsx $(from_example) -o $@

$(release): $(source_files) $(released) build/date
	@mkdir -p $(@D)
	@$(call need,gzip,gzip)
	@echo 'tar $@'
	$Q$(call pack,backprop-$(version),$(source_files) $(released))

build/dist/SHA256SUMS: $(release)
	$Qcd $(@D) && sha256sum $(<F) >$(@F).tmp && mv $(@F).tmp $(@F)

dist: $(release) build/dist/SHA256SUMS ## a release: the sources, the editions, the spreadsheet, the manual page
	@printf '%s\n' $^
