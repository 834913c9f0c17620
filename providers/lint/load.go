// Package lint judges the files of a provider database: each by itself and all
// beside each other, without a network.
//
// [Load] reads files and folders, [Builtin] what comes with the program. Both end
// in a [Result]: the findings, and the entries that are sound. An entry with an
// error is left out whole, never in part; one with warnings is used.
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

// Load reads and judges files and folders as they are on the disk. Of a folder
// it takes the files that end in .yaml or .yml, not those in folders below. The
// error is of a path that is not there, a folder without an entry, or more files
// than there are providers in the world; a file that cannot be read is a finding.
func Load(paths []string, today time.Time) (*Result, error) {
	files, err := collector().Paths(paths)
	if err != nil {
		return nil, err
	}
	return checkFiles(files, today), nil
}

// Builtin judges what comes with the program, under the names that the files
// have in the project's sources.
func Builtin(today time.Time) (*Result, error) {
	files, err := collector().Folder(providers.Files(), "providers")
	if err != nil {
		return nil, err
	}
	return checkFiles(files, today), nil
}

// Judge judges one file by itself.
func Judge(name string, data []byte, today time.Time) *Result {
	return checkFiles([]collect.File{{Name: name, Data: data}}, today)
}

func collector() *collect.Collector {
	return &collect.Collector{Wanted: isYAML, Limit: file.MaxSize}
}

func isYAML(name string) bool {
	return !strings.HasPrefix(name, ".") && slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name))
}
