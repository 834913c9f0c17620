# Everything a developer does, in one place. Only Go is needed; what needs more says so.
GO ?= go
BIN := mailprobe
VERSION ?= $(shell git describe --tags --always --dirty)
COMMIT ?= $(shell git rev-parse HEAD)

.PHONY: all build demo test race random mutants lint fuzz bench release clean

all: build

build: ## the command, without C
	CGO_ENABLED=0 $(GO) build -trimpath -o $(BIN) ./cmd/mailprobe

demo: build ## the main job on the built-in mail internet: no network, no account
	./$(BIN) demo

test: ## all tests; those against Debian's servers say so where these are missing
	@used=$$(mktemp); trap 'rm -f "$$used"' EXIT; \
	MAILPROBE_SERVERS_USED=$$used $(GO) test -shuffle=on ./...; code=$$?; \
	echo "tests that ran against real servers, or were skipped for want of them (.ci/run installs them):"; \
	sort -u "$$used" | cut -f1 | sort | uniq -c; \
	exit $$code

race:
	$(GO) test -race ./...

SEEDS ?= 1-20000
random: ## the safety rules in the random worlds of these seeds
	MAILPROBE_RANDOM_SEEDS=$(SEEDS) $(GO) test -count=1 -timeout 0 -run '^TestRandomWorlds$$' ./probe

PKG ?= ./probe/internal/policy
mutants: ## mistakes planted in PKG, one at a time, and which of them its own tests notice
	$(GO) run github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0 unleash --invert-logical --timeout-coefficient 20 $(PKG)

lint: ## format, vet, other platforms, static analysis, known weaknesses
	test -z "$$(gofmt -l cmd probe providers | tee /dev/stderr)"
	$(GO) vet ./...
	GOOS=windows $(GO) vet ./...
	GOOS=darwin $(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	GO=$(GO) .ci/vulnerabilities v1.9.0

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

PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
release: ## the command for every platform, and checksums, in dist/; the same bytes wherever it is built
	test -n "$(VERSION)" # VERSION=v1.2.3 where there is no git
	rm -rf dist
	set -e; for platform in $(PLATFORMS); do \
		os=$${platform%/*} arch=$${platform#*/} end=; \
		if test $$os = windows; then end=.exe; fi; \
		echo "$(BIN)-$(VERSION)-$$os-$$arch$$end"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -buildvcs=false \
			-ldflags '-s -w -X main.release=$(VERSION) -X main.commit=$(COMMIT)' \
			-o "dist/$(BIN)-$(VERSION)-$$os-$$arch$$end" ./cmd/mailprobe; \
	done
	cd dist && sha256sum * >SHA256SUMS

clean:
	rm -rf $(BIN) dist
