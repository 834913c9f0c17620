package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkStart is how long the built command takes from its start to its end
// where it asks no network: what every run pays before its first packet. The
// bound is 15 ms.
func BenchmarkStart(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "mailprobe.exe")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for _, bm := range []struct {
		name string
		args []string
	}{
		{"version", []string{"--version"}},
		{"show", []string{"providers", "show", "gmx.de"}},
	} {
		b.Run(bm.name, func(b *testing.B) {
			for b.Loop() {
				if out, err := exec.Command(binary, bm.args...).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
			perStart := b.Elapsed() / time.Duration(b.N)
			b.ReportMetric(float64(perStart.Microseconds())/1000, "ms/start")
			b.ReportMetric(0, "ns/op")
		})
	}
}
