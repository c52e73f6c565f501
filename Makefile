# quoth: the commands of the project. "make help" lists them.
SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
export CGO_ENABLED = 0
export GOFLAGS = -buildvcs=auto

BIN   := bin/quoth
OUT   ?= out
DATA  ?= ../shared/data
# Version of Spark to test with, and how many articles.
SPARK ?= 3.5.9
SPARK_ARTICLES ?= 40000
# Inputs for each target of make fuzz, or a time (10s).
FUZZ  ?= 2000x
# Largest corpus of the benchmark, in MB.
LARGEST ?= 100

# Articles that make soak runs over, and paragraphs of each.
ARTICLES ?= 200000
PARAGRAPHS ?= 12

# The race detector needs a C compiler; without one the tests run without it.
CC_FOUND := $(shell command -v $${CC:-cc} 2>/dev/null)
RACE     := $(if $(CC_FOUND),-race,)

.PHONY: help build run test lint fuzz test-readers test-spark recipes quality bench soak models docs golden clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build bin/quoth, one static program
	@mkdir -p bin
	go build -tags disable_grpc_modules -trimpath -ldflags "-s -w" -o $(BIN) ./cmd/quoth

run: build ## annotate the articles in testdata/ into out/ and show the quotations
	$(BIN) run testdata/articles --out $(OUT) --overwrite
	$(BIN) show $(OUT)

test: ## run every test, in random order, with the race detector where there is a C compiler
	@$(if $(RACE),,echo "no C compiler found: the tests run without the race detector")
	$(if $(RACE),CGO_ENABLED=1,) go test $(RACE) -shuffle=on -timeout 25m ./...

lint: ## formatting, vet, staticcheck
	@unformatted=$$(gofmt -l cmd nlp pipeline models bench); if [ -n "$$unformatted" ]; then echo "gofmt -w these:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	cd bench && go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

fuzz: ## fuzz every target with so many inputs (FUZZ=2000x) or so long (FUZZ=10s)
	.ci/fuzz $(FUZZ)

test-readers: build ## read the tables back with other programs and databases, value by value; check docs/recipes.md
	.ci/readers $(BIN)
	.ci/recipes $(BIN)
	.ci/databases $(BIN)
	.ci/catalog $(BIN)

recipes: build ## run the SQL of docs/recipes.md and write its answers
	.ci/recipes $(BIN) --update

test-spark: build ## a Spark cluster of two executors against one machine (SPARK=3.5.9, SPARK_ARTICLES=40000); the pipes of docs/pipes.md
	.ci/pipes $(BIN)
	ARTICLES=$(SPARK_ARTICLES) .ci/spark $(BIN) $(SPARK)

quality: build ## measure every layer on the development sets and write docs/quality.md
	go run ./cmd/quality -quoth $(BIN) $(if $(wildcard $(DATA)),-data $(DATA))

bench: build ## words a CPU second, peak memory and start of whole commands
	cd bench && go run . -quoth ../$(BIN) -largest $(LARGEST)

soak: build ## peak memory at 10,000 and at ARTICLES articles (200,000), PARAGRAPHS each (12): takes an hour of CPU
	cd bench && go run . -quoth ../$(BIN) -soak $(ARTICLES) -paragraphs $(PARAGRAPHS)

models: ## train every model again from $(DATA), or those that MODELS names
	models/train $(DATA) $(MODELS)

docs: build ## write the pages that are made from the program
	$(BIN) schema --format markdown > docs/tables.md

golden: ## write the golden tables again; read the difference before you commit it
	go test ./cmd/quoth -run Golden -update

clean: ## remove what was built
	rm -rf bin out
