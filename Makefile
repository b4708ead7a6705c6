# `make run` and `make test` set up what they need on a Debian machine with Swift 6.3.
SWIFT ?= swift
PREFIX ?= /usr/local
CONFIGURATION ?= release
VENV := .venv
STUDY_VENV := .venv-study
OUTPUT := notebooks-output/community.h5

.PHONY: run test bench format lint docs install schema study build setup clean

run: build
	$(SWIFT) run -c $(CONFIGURATION) --skip-build mgsim run \
	  scenarios/simbench-lv-rural/community.yaml -o $(OUTPUT) --force

build: setup
	$(SWIFT) build -c $(CONFIGURATION) --product mgsim

test: setup $(VENV)/ready
	$(SWIFT) build -c $(CONFIGURATION) --build-tests
	$(SWIFT) test -c $(CONFIGURATION) --skip-build --disable-xctest --parallel

# Measures against peers from PyPI, which live in an environment of their own.
bench: setup
	Tests/Benchmarks/run

format:
	$(SWIFT) format -i -rp Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict -rp Package.swift Sources Tests

# One static site for each library below .docs/.
docs: setup
	.ci/docs

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 "$$($(SWIFT) build -c $(CONFIGURATION) --show-bin-path)/mgsim" $(DESTDIR)$(PREFIX)/bin/mgsim

# The JSON Schemas that editors read; tests compare them with what the program prints.
schema: build
	$(SWIFT) run -c $(CONFIGURATION) --skip-build mgsim schema > scenarios/scenario.schema.json
	$(SWIFT) run -c $(CONFIGURATION) --skip-build mgsim schema --tariff > scenarios/tariff.schema.json
	$(SWIFT) run -c $(CONFIGURATION) --skip-build mgsim schema --study > scenarios/study.schema.json

# The study of tariffs and markets, about an hour on two cores, and its notebook. What has been run is
# kept, so that a second call goes on where the first one stopped.
STUDY := scenarios/tariff-and-market
NOTEBOOK := notebooks-output/tariff-and-market.ipynb
study: build $(STUDY_VENV)/ready
	$(SWIFT) run -c $(CONFIGURATION) --skip-build mgsim sweep run $(STUDY)/study.yaml
	$(SWIFT) run -c $(CONFIGURATION) --skip-build mgsim sweep collect $(STUDY)/study.yaml \
	  -o notebooks-output/tariff-and-market.study.h5 --force
	$(STUDY_VENV)/bin/jupyter nbconvert --to notebook --execute --inplace \
	  --ExecutePreprocessor.record_timing=False $(NOTEBOOK)

# The shell installs the Debian packages in $missing.
INSTALL_MISSING = if [ -n "$$missing" ]; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing; fi
MISSING_VENV = python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"

# Installs the C libraries that are missing; does nothing where all are there.
PACKAGES := libhdf5-dev libdeflate-dev libsuitesparse-dev \
  coinor-libclp-dev pkg-config
setup:
	@missing=; { pkg-config --exists hdf5 libdeflate && [ -e /usr/include/suitesparse/klu.h ] && \
	  [ -e /usr/include/coin/Clp_C_Interface.h ]; } 2>/dev/null || missing="$(PACKAGES)"; \
	$(INSTALL_MISSING)

$(VENV)/ready: Tests/requirements.txt
	@missing=; for tool in ncdump:netcdf-bin h5dump:hdf5-tools; do \
	  command -v $${tool%%:*} >/dev/null || missing="$$missing $${tool##*:}"; done; \
	$(MISSING_VENV); $(INSTALL_MISSING)
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet -r Tests/requirements.txt
	touch $@

$(STUDY_VENV)/ready: notebooks-output/requirements.txt
	@missing=; $(MISSING_VENV); $(INSTALL_MISSING)
	python3 -m venv $(STUDY_VENV)
	$(STUDY_VENV)/bin/pip install --quiet -r notebooks-output/requirements.txt
	touch $@

clean:
	rm -rf .build $(VENV) $(STUDY_VENV) .docs
