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
			var used time.Duration
			for b.Loop() {
				c := exec.Command(binary, bm.args...)
				if out, err := c.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				used += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
			}
			per := func(d time.Duration) float64 { return float64((d / time.Duration(b.N)).Microseconds()) / 1000 }
			b.ReportMetric(per(b.Elapsed()), "ms/start")
			b.ReportMetric(per(used), "cpu-ms/start") // what a busy machine does not change
			b.ReportMetric(0, "ns/op")
		})
	}
}
