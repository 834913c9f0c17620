# Everything a developer does, in one place. Only Go is needed; what needs more says so.
GO ?= go
BIN := mailprobe

.PHONY: all build demo test race lint fuzz bench clean

all: build

build: ## the command, without C
	CGO_ENABLED=0 $(GO) build -trimpath -o $(BIN) ./cmd/mailprobe

demo: build ## the main job on the built-in mail internet: no network, no account
	./$(BIN) demo

test: ## all tests; those against Debian's servers say so where these are missing
	$(GO) test -shuffle=on ./...

race:
	$(GO) test -race ./...

lint: ## format, vet, other platforms, static analysis, known weaknesses
	test -z "$$(gofmt -l cmd probe providers | tee /dev/stderr)"
	$(GO) vet ./...
	GOOS=windows $(GO) vet ./...
	GOOS=darwin $(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

FUZZTIME ?= 1m
fuzz: ## every fuzz target for FUZZTIME each
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
		done; \
	done

bench: ## the clock: proved time against the critical path, what looking up costs, and starting
	$(GO) test -run '^$$' -bench . -benchtime 3x ./probe
	$(GO) test -run '^$$' -bench . ./providers
	$(GO) test -run '^$$' -bench Start -benchtime 50x ./cmd/mailprobe

clean:
	rm -f $(BIN)
