package lint

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

// Bounds of what is read at once, ten times more than there are providers.
const (
	maxFiles = 10_000
	maxTotal = 64 << 20
)

// Load reads and judges files and folders as they are on the disk. Of a folder
// it takes the files that end in .yaml or .yml, not those in folders below. The
// error is of a path that is not there, a folder without an entry, or more files
// than there are providers in the world; a file that cannot be read is a finding.
func Load(paths []string, today time.Time) (*Result, error) {
	l := &loader{seen: map[string]bool{}}
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, err
		case info.IsDir():
			err = l.folder(os.DirFS(path), path)
		default:
			err = l.file(os.DirFS(filepath.Dir(path)), filepath.Base(path), path)
		}
		if err != nil {
			return nil, err
		}
	}
	return weigh(l.texts, today), nil
}

// Builtin judges what comes with the program, under the names that the files
// have in the project's sources.
func Builtin(today time.Time) (*Result, error) {
	l := &loader{seen: map[string]bool{}}
	if err := l.folder(providers.Files(), "providers"); err != nil {
		return nil, err
	}
	return weigh(l.texts, today), nil
}

// Judge judges one file by itself.
func Judge(name string, data []byte, today time.Time) *Result {
	return weigh([]text{{name: name, data: data}}, today)
}

// loader collects what files hold.
type loader struct {
	texts []text
	seen  map[string]bool
	total int
}

func (l *loader) folder(fsys fs.FS, path string) error {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		if !isYAML(e.Name()) || e.IsDir() {
			continue
		}
		found = true
		if err := l.file(fsys, e.Name(), filepath.Join(path, e.Name())); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("%s holds no .yaml file", path)
	}
	return nil
}

func isYAML(name string) bool {
	return !strings.HasPrefix(name, ".") && slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name))
}

func (l *loader) file(fsys fs.FS, name, path string) error {
	if l.seen[path] {
		return nil // named twice, read once
	}
	l.seen[path] = true
	data, err := read(fsys, name)
	l.texts = append(l.texts, text{path, data, err})
	l.total += len(data)
	if len(l.texts) > maxFiles || l.total > maxTotal {
		return fmt.Errorf("more than %d files or %d MiB: name fewer", maxFiles, maxTotal>>20)
	}
	return nil
}

// read takes one byte more than a file may have, so that the reader can tell. It
// asks first what it opens: opening a pipe would wait for its other end.
func read(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a plain file")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, file.MaxSize+1))
}
