package audit

import (
	"errors"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers/file"
)

// EntryOf is a file that was read as an entry to be checked. It must be sound.
func EntryOf(f *file.Entry) Entry {
	e := Entry{ID: f.Provider.ID, Provider: f.Provider, File: f.Name, Line: 1}
	for i := range f.Provider.Servers {
		line, column := f.Place(file.Item("servers", i))
		e.ServerAt = append(e.ServerAt, Place{line, column})
	}
	return e
}

// LeftOut is a file that cannot be used, for the reasons that lint found; the
// first stands for all.
func LeftOut(name string, found []fact.Finding) Entry {
	e := Entry{ID: file.ID(name), File: name, Line: 1}
	for _, f := range found {
		if f.File == name && f.Severity == fact.Error {
			e.Err, e.ErrAt = errors.New(f.Message), Place{f.Line, f.Column}
			return e
		}
	}
	e.Err = errors.New("it breaks a rule")
	return e
}
