# The front door. Each target does all its own set-up on a fresh Debian 12.

B = build
PORT = 8080
CELLS = 3000
SECONDS = 60
PREFIX = /usr/local
NAME =
DELEGATES = 10000
SIZE = full

# `make` alone builds; `make help` lists the rest.
.DEFAULT_GOAL = all

all: ## build the program: build/cellwork
	@tools/deps.sh run
	@tools/build.sh $B cellwork

run: all ## build it, make the demo organisation once, and serve it
	@tools/run.sh $B $(PORT) $(CELLS)

test: ## every check that belongs to a change (under 15 minutes)
	@tools/deps.sh test
	@tools/test.sh

test-long: ## what takes longer: TSan, fuzzing, faults, kill -9, large data
	@tools/deps.sh long
	@tools/test.sh long

quick: ## only the unit tests and tidy, for while one writes
	@tools/deps.sh test
	@tools/test.sh quick

fuzz: ## fuzz each parser for SECONDS=60; NAME=statutes for one
	@tools/deps.sh test
	@tools/fuzz.sh $(SECONDS) $(NAME)

bench: ## measure beside what one would take instead; NAME=p1 SIZE=small
	@tools/deps.sh bench
	@SIZE=$(SIZE) tools/bench.sh $(NAME)

rehearsal: ## a conference of three days, DELEGATES=10000, on this machine
	@tools/deps.sh test
	@tools/build.sh $B all
	@python3 tests/rehearsal.py --delegates $(DELEGATES)

pictures: ## screenshots of each page, into docs/pictures
	@tools/deps.sh test
	@tools/build.sh $B cellwork
	@node tests/browser/pictures.mjs

clean-room: ## all of it in a bare Debian 12 made for this (needs root)
	@tests/clean_room.sh

install: all ## into PREFIX=/usr/local, under DESTDIR if that is set
	@tools/install.sh $B $(PREFIX)

deps: ## show and install what building and testing need
	@tools/deps.sh test

clean: ## remove what was built (and the demo organisation)
	rm -rf $B $B-asan $B-tsan $B-fuzz

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 14

.PHONY: all run test test-long quick fuzz bench rehearsal pictures clean-room \
	install deps clean help
