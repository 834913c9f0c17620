// Package collect reads the files that a user names, and those in folders, without
// being held up or filled up by what it meets there.
package collect

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Bounds of what is read at once, ten times more than there are providers.
const (
	maxFiles = 10_000
	maxTotal = 64 << 20
)

// File is what a file holds, or why it cannot be read.
type File struct {
	// Name is the path as it was given, or the folder's with the file's name; it
	// has slashes everywhere, as CI systems want it.
	Name string
	Data []byte
	Err  error
	// Named is set where the user named the file itself, not its folder.
	Named bool
}

// Collector reads files.
type Collector struct {
	// Wanted chooses among the files of a folder by their names.
	Wanted func(name string) bool
	// Limit is how many bytes of a file are read, and one more to detect a larger file.
	Limit int64
	// Files and Total bound how many files are read, and how many bytes of all
	// together; 0 stands for [maxFiles] and [maxTotal].
	Files, Total int

	files []File
	seen  map[string]bool
	total int
}

// Paths reads files and folders of the disk, each file once; folders in folders
// are left alone. The error is of a path that is not there, a folder without a
// wanted file, or too much of everything.
func (c *Collector) Paths(paths []string) ([]File, error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, err
		case info.IsDir():
			_, err = c.Folder(os.DirFS(path), path)
		default:
			err = c.file(os.DirFS(filepath.Dir(path)), filepath.Base(path), path, true)
		}
		if err != nil {
			return nil, err
		}
	}
	return c.files, nil
}

// Folder reads the wanted files of a folder, which goes by the name of path.
func (c *Collector) Folder(fsys fs.FS, path string) ([]File, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	found := false
	for _, e := range entries {
		if e.IsDir() || !c.Wanted(e.Name()) {
			continue
		}
		found = true
		if err := c.file(fsys, e.Name(), filepath.Join(path, e.Name()), false); err != nil {
			return nil, err
		}
	}
	if !found {
		return nil, fmt.Errorf("%s: no file of that sort in this folder", path)
	}
	return c.files, nil
}

func (c *Collector) file(fsys fs.FS, name, path string, named bool) error {
	path = filepath.ToSlash(path)
	if c.seen[path] {
		return nil
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.seen[path] = true
	data, err := read(fsys, name, c.Limit+1)
	c.files = append(c.files, File{path, data, err, named})
	c.total += len(data)
	files, total := cmp.Or(c.Files, maxFiles), cmp.Or(c.Total, maxTotal)
	if len(c.files) > files || c.total > total {
		return fmt.Errorf("more than %d files or %d bytes: name fewer", files, total)
	}
	return nil
}

// read asks first what it opens: opening a pipe would wait for its other end.
func read(fsys fs.FS, name string, limit int64) ([]byte, error) {
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
	return io.ReadAll(io.LimitReader(f, limit))
}
