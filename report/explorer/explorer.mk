# SPDX-License-Identifier: GPL-3.0-or-later
# The explorer: the program as a WebAssembly module, and the script that lets the page use it.
#
#   chapters/*.c, src/  --clang-->  build/page/program.wasm  --zopfli-->  program.wasm.gz
#                                                                                  |
#   report/explorer/*.js  -------------------esbuild-------------------->  build/page/explorer.js

# The libraries' sources, which `make setup` brings; apt has looked at what it brought.
libraries := src/page/libraries
page_gsl := block/init vector/init vector/vector vector/copy vector/oper vector/prop \
            vector/swap vector/subvector vector/minmax matrix/init matrix/matrix matrix/copy \
            matrix/oper matrix/rowcol matrix/submatrix matrix/swap matrix/getset sys/pow_int rng/rng \
            rng/inline rng/mt permutation/init permutation/permutation randist/shuffle blas/blas cblas/dcopy cblas/dscal cblas/daxpy deriv/deriv
page_yaml := api reader scanner parser loader
page_files := example_text outline trained_text yaml_events yaml_reader tsv

page_sources := $(sort $(wildcard chapters/*.c src/base/*.c src/walk/*.c src/check/*.c src/page/*.c)) \
                $(page_files:%=src/files/%.c)
page_objects := $(page_sources:%.c=build/page/obj/%.o)
page_libraries := $(page_gsl:%=build/page/obj/gsl/%.o) $(page_yaml:%=build/page/obj/yaml/%.o)
page_list = $(page_sources)
$(eval $(call list,page))
-include $(page_objects:.o=.d)

# For room and not for speed, but where thousands of rounds are trained.
page_target := --target=wasm32-wasi -ffp-contract=off -fvisibility=hidden -ffunction-sections \
               -fdata-sections -DNDEBUG -mbulk-memory -msign-ext -mnontrapping-fptoint -flto
page_compile = clang $(page_target) -Oz
page_quick := $(addprefix build/page/obj/,chapters/01_forward_pass.o chapters/02_output_deltas.o \
    chapters/03_hidden_deltas.o chapters/04_updates.o chapters/05_training.o \
    src/walk/functions.o)
$(page_quick): page_compile = clang $(page_target) -O2

build/page/ready: $(libraries)/complete
	@mkdir -p build/page/include/gsl
	@$(call need,clang,clang)
	@$(call need,wasm-ld,lld)
	@$(call need,wasm-opt,binaryen)
	@$(call need,zopfli,zopfli)
	@$(call need,esbuild,esbuild)
	@echo '#include <stdio.h>' | clang --target=wasm32-wasi -E -x c - >/dev/null 2>&1 || { echo >&2 \
	    'make: the C library for WebAssembly is missing: install the package wasi-libc, or run:' \
	    'make setup'; exit 1; }
	$Qcp $(libraries)/gsl/gsl_*.h $(libraries)/gsl/*/gsl_*.h build/page/include/gsl
	@touch $@

$(libraries)/complete: | $(after_setup)
	@[ -e $@ ] || { echo >&2 \
	    'make: the source of GSL and libyaml for the explorer is missing: run: make setup'; exit 1; }

$(page_objects): build/page/obj/%.o: %.c build/page/obj/%.d build/page/ready \
                 report/explorer/explorer.mk
	@mkdir -p $(@D)
	@$(call need,clang,clang)
	@echo 'clang, for the page: $<'
	$Q$(page_compile) $(filter-out -ffp-contract=off,$(DIALECT)) -DHAVE_INLINE \
	    -DGSL_RANGE_CHECK_OFF -Ibuild/page/include -I$(libraries)/libyaml/include $(compile)
$(page_objects:.o=.d): ;

build/page/obj/gsl/%.o: build/page/ready src/page/config.h report/explorer/explorer.mk
	@mkdir -p $(@D)
	@$(call need,clang,clang)
	$Q$(page_compile) -Isrc/page -Ibuild/page/include -I$(libraries)/gsl \
	    -I$(libraries)/gsl/$(*D) -c -o $@ $(libraries)/gsl/$*.c

build/page/obj/yaml/%.o: build/page/ready report/explorer/explorer.mk
	@mkdir -p $(@D)
	@$(call need,clang,clang)
	$Q$(page_compile) -DYAML_VERSION_MAJOR=0 -DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 \
	    -DYAML_VERSION_STRING='"0.2.5"' -I$(libraries)/libyaml/include -c -o $@ \
	    $(libraries)/libyaml/src/$*.c

# The linked program changes only when its bytes do, and not for a comment in the C.
build/page/linked.new: $(page_objects) $(page_libraries) build/page.list
	@$(call need,clang,clang)
	@$(call need,wasm-ld,lld)
	@$(call need,cmp,diffutils)
	@echo 'link $@'
	$Qclang --target=wasm32-wasi -mexec-model=reactor -Wl,--gc-sections,--strip-all,--export-dynamic \
	    -o $@.tmp $(page_objects) $(page_libraries)
	@cmp -s $@.tmp $(@:.new=.wasm) || { cp $@.tmp $@.copy && mv $@.copy $(@:.new=.wasm); }
	@mv $@.tmp $@
build/page/linked.wasm: build/page/linked.new
	$(if $(wildcard $@),,@cp $< $@)

# The linker leaves the first 1,024 bytes of memory unused.
build/page/program.wasm: build/page/linked.wasm report/explorer/explorer.mk
	@$(call need,wasm-opt,binaryen)
	@echo 'wasm-opt $@'
	$Qwasm-opt --flatten --rereloop -Oz -Oz --converge --low-memory-unused \
	    --enable-bulk-memory --enable-sign-ext --enable-mutable-globals \
	    --enable-nontrapping-float-to-int --enable-multivalue --enable-reference-types $< -o $@.tmp
	@mv $@.tmp $@

build/page/program.wasm.gz: build/page/program.wasm report/explorer/explorer.mk
	@$(call need,zopfli,zopfli)
	$Qzopfli -c $< >$@.tmp
	@mv $@.tmp $@

explorer_scripts := $(wildcard report/explorer/*.js)
explorer_styles := $(sort $(wildcard report/explorer/*.css))
build/page/explorer.js: $(explorer_scripts) build/page/program.wasm.gz report/explorer/explorer.mk
	@$(call need,esbuild,esbuild)
	@echo 'esbuild $@'
	$Qesbuild report/explorer/main.js --bundle --minify --format=iife --charset=utf8 \
	    --target=es2022 --loader:.gz=binary --alias:packed-program=./build/page/program.wasm.gz \
	    --log-level=warning --outfile=$@.tmp
	@mv $@.tmp $@

# The page's styles, and each view's.
build/page/style.css: report/style.css report/drawing/drawing.css $(explorer_styles)
	@mkdir -p $(@D)
	@$(call need,esbuild,esbuild)
	@echo 'esbuild $@'
	$Qcat $^ | esbuild --loader=css --minify --charset=utf8 --log-level=warning >$@.tmp
	@mv $@.tmp $@

# The example with which the explorer begins, where none is chosen. It changes only when the program
# says another one.
build/page/post.new: build/backprop
	@mkdir -p $(@D)
	@$(call need,cmp,diffutils)
	$Qbuild/backprop example >$@.tmp
	@cmp -s $@.tmp $(@:.new=.yaml) || \
	    { cp $@.tmp $@.copy && mv $@.copy $(@:.new=.yaml); }
	@mv $@.tmp $@
build/page/post.yaml: build/page/post.new
	$(if $(wildcard $@),,@cp $< $@)

# The page's room for this machine: for tests of the house.
.PHONY: page_natively
page_natively: $(filter build/obj/src/page/%,$(all_objects))
