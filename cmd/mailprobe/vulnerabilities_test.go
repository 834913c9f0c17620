package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestVulnerabilities: the step of make lint fails for what the scanner finds and for
// whatever else goes wrong, but not for a database that is out of reach.
func TestVulnerabilities(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a shell script")
	}
	const unreached = `govulncheck: fetching vulnerabilities: Get \"https://vuln.go.dev/index/modules.json.gz\": dial tcp: no such host`
	for _, tt := range []struct {
		name, scanner string
		code          int
		says          string
	}{
		{"nothing found", `echo "No vulnerabilities found."`, 0, "No vulnerabilities found."},
		{"out of reach", `echo "` + unreached + `" >&2; exit 1`, 0, "not looked for, their database cannot be reached: Get \"https://vuln.go.dev/"},
		{"found", `echo "Vulnerability #1: GO-2026-1"; exit 3`, 3, "GO-2026-1"},
		{"found, whatever it is called", `echo "Vulnerability #1: fetching vulnerabilities: x"; exit 3`, 3, "Vulnerability #1"},
		{"does not build", `echo "govulncheck: loading packages: no go.mod" >&2; exit 1`, 1, "loading packages"},
		{"called wrongly", `exit 2`, 2, ""},
		{"is not there", ``, 127, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			scanner := filepath.Join(t.TempDir(), "govulncheck")
			if tt.scanner != "" {
				if err := os.WriteFile(scanner, []byte("#!/bin/sh\n"+tt.scanner+"\n"), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command("../../.ci/vulnerabilities", "v0.0.0")
			cmd.Env = append(os.Environ(), "GOVULNCHECK="+scanner)
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != tt.code || !strings.Contains(string(out), tt.says) {
				t.Errorf("exit code %d, want %d: %s", code, tt.code, out)
			}
			if tt.name == "out of reach" && strings.Count(string(out), "\n") != 1 {
				t.Errorf("more than one line: %s", out)
			}
		})
	}
}
