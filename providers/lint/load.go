// Package lint checks the files of a provider database, each by itself and all of them
// against each other, without a network.
//
// [Load] reads files and folders, [Builtin] the built-in database. Both return a
// [Result]: the findings, and the entries without errors. An entry with an error is
// left out as a whole; one with warnings is used.
//
// A rule is a function and a line in the table in rules.go.
package lint

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
	"github.com/mailprobe/mailprobe/providers/internal/collect"
)

// Load checks files and folders on the disk. Of a folder it takes the files that end
// in .yaml or .yml, but not those in subfolders. The error is that of a path that does
// not exist, a folder without an entry, or too many files; a file that cannot be read
// is a finding.
func Load(paths []string, today time.Time) (*Result, error) {
	files, err := collector().Paths(paths)
	if err != nil {
		return nil, err
	}
	return checkFiles(files, today), nil
}

// Builtin checks the built-in database, under the names that the files have in the
// project's sources.
func Builtin(today time.Time) (*Result, error) {
	files, err := collector().Folder(providers.Files(), "providers")
	if err != nil {
		return nil, err
	}
	return checkFiles(files, today), nil
}

// Judge checks one file by itself.
func Judge(name string, data []byte, today time.Time) *Result {
	return checkFiles([]collect.File{{Name: name, Data: data}}, today)
}

func collector() *collect.Collector {
	return &collect.Collector{Wanted: isYAML, Limit: file.MaxSize}
}

func isYAML(name string) bool {
	return !strings.HasPrefix(name, ".") && slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name))
}
