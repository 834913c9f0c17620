//go:build unix && !race

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
)

// However much the servers send, the command stays small (safety rule 9). The race
// detector takes memory of its own, so this is measured without it.
func TestMemory(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = []string{"mailprobe", "--json", "--all", "anna@flood.example"}
	cmd.Env = append(os.Environ(), "WORLD=flood")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed {
		t.Fatalf("%v, want exit code %d: %s", err, exitFailed, out)
	}
	if n := bytes.Count(out, []byte("not-a-mail-server")); n < 7 {
		t.Errorf("only %d mentions of not-a-mail-server: %s", n, out)
	}
	peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss // KiB on Linux, bytes on macOS
	if runtime.GOOS == "darwin" {
		peak /= 1024
	}
	t.Logf("peak memory: %d KiB, the mail internet included", peak)
	if peak > 64<<10 {
		t.Errorf("peak memory: %d KiB", peak)
	}
}
