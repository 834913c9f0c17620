package probe_test

import (
	"bufio"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/mailprobe/mailprobe/"

// Arrows between packages point one way: up the table of docs/architecture.md, in which
// every package has its row. The files that its walk names are there, and not too many.
func TestArchitecture(t *testing.T) {
	layer, walked := readArchitecture(t)
	seen := 0
	err := filepath.WalkDir("..", func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); name == "testdata" || strings.HasPrefix(name, ".") && name != ".." {
			return filepath.SkipDir
		}
		pkg, err := build.ImportDir(dir, 0)
		if err != nil {
			return nil // no Go for this platform
		}
		path := filepath.ToSlash(strings.TrimPrefix(dir, "../"))
		row, known := layer[path]
		if !known {
			t.Errorf("%s has no row in docs/architecture.md", path)
			return nil
		}
		seen++
		for _, imported := range pkg.Imports {
			up, ours := strings.CutPrefix(imported, module)
			if ours && layer[up] > row {
				t.Errorf("%s imports %s, which stands below it", path, up)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen != len(layer) {
		t.Errorf("%d packages, %d in the table", seen, len(layer))
	}
	if len(walked) == 0 || len(walked) > 25 {
		t.Errorf("the walk goes through %d files", len(walked))
	}
	for _, file := range walked {
		if _, err := os.Stat(filepath.Join("..", file)); err != nil {
			t.Errorf("the walk: %v", err)
		}
	}
}

// readArchitecture is the row of each package, and the files of the walk.
func readArchitecture(t *testing.T) (layer map[string]int, walked []string) {
	t.Helper()
	file, err := os.Open("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	layer = map[string]int{}
	name := regexp.MustCompile("`([a-z/]+)`")
	row := 0
	for lines := bufio.NewScanner(file); lines.Scan(); row++ {
		cells := strings.Split(lines.Text(), "|")
		if len(cells) < 3 {
			continue
		}
		for _, m := range name.FindAllStringSubmatch(cells[1], -1) {
			layer[m[1]] = row
		}
		if !strings.Contains(cells[1], ".go") {
			continue
		}
		dir := ""
		for _, file := range strings.Split(cells[1], ",") {
			file = strings.TrimSpace(file)
			if strings.Contains(file, "/") {
				dir = filepath.Dir(file)
			} else {
				file = dir + "/" + file
			}
			if !slices.Contains(walked, file) {
				walked = append(walked, file)
			}
		}
	}
	return layer, walked
}
