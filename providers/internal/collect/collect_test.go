package collect_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mailprobe/mailprobe/providers/internal/collect"
)

func wanted(name string) bool { return strings.HasSuffix(name, ".x") }

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{"a.x": "a", "b.x": "longer than four", "c.y": "c"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "below.x", "d.x"), 0o755); err != nil {
		t.Fatal(err)
	}
	a, c := filepath.Join(dir, "a.x"), filepath.Join(dir, "c.y")
	collector := &collect.Collector{Wanted: wanted, Limit: 4}
	files, err := collector.Paths([]string{a, dir, c})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		got = append(got, filepath.Base(f.Name)+"="+string(f.Data))
	}
	if want := "a.x=a b.x=longe c.y=c"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, paths := range [][]string{{filepath.Join(dir, "nowhere")}, {filepath.Join(dir, "below.x")}} {
		if _, err := (&collect.Collector{Wanted: wanted}).Paths(paths); err == nil {
			t.Errorf("%s: no error", paths)
		}
	}
}

func TestTooMuch(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 10 {
		fsys[fmt.Sprintf("%d.x", i)] = &fstest.MapFile{Data: []byte("12345678")}
	}
	for _, tt := range []struct {
		files, total int
		fails        bool
	}{{0, 0, false}, {10, 80, false}, {9, 80, true}, {10, 79, true}} {
		c := &collect.Collector{Wanted: wanted, Limit: 8, Files: tt.files, Total: tt.total}
		if _, err := c.Folder(fsys, "folder"); (err != nil) != tt.fails {
			t.Errorf("%+v: %v", tt, err)
		}
	}
}
