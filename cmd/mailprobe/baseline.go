package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mailprobe/mailprobe/probe/audit"
)

// readBaseline is nil where none is named.
func readBaseline(name string) (*audit.Baseline, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usage("--baseline: "+err.Error(), "--write-baseline "+name+" writes one")
	}
	defer f.Close()
	known, err := audit.ReadBaseline(f)
	if err != nil {
		return nil, usage(fmt.Sprintf("--baseline %s: %v", name, err), "--write-baseline "+name+" writes one")
	}
	return known, nil
}

// writeBaseline replaces the file as a whole, so that a full disk leaves the old
// one.
func writeBaseline(name string, b *audit.Baseline) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".baseline-*")
	if err == nil {
		defer os.Remove(temporary.Name()) // in vain, where it was renamed
		err = errors.Join(b.Write(temporary), temporary.Close())
	}
	if err == nil {
		err = os.Chmod(temporary.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		return &exit{code: exitFailed, message: "--write-baseline: " + err.Error()}
	}
	return nil
}
