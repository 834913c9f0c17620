package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/providers/convert"
	"github.com/mailprobe/mailprobe/providers/file"
	"github.com/mailprobe/mailprobe/providers/lint"
)

func (s *system) providersImport() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "make provider files of autoconfig files",
		ArgsUsage: "FILE|FOLDER…",
		Description: "Takes autoconfig files, folders of them, or a checkout of the ISPDB. What an entry cannot say is dropped, and named on standard error.\n\nExit codes: 0 " +
			"where every file became an entry; 1 where one did not or was not written; 2 usage.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Category: categoryOutput, Usage: "write a file for each entry to `FOLDER`; without it, all go to standard output"},
			&cli.BoolFlag{Name: "overwrite", Category: categoryOutput, Usage: "replace files that are there already"},
		},
		Action: s.runImport,
	}
}

func (s *system) runImport(c *cli.Context) error {
	if c.NArg() == 0 {
		return usage("which autoconfig files?", "mailprobe providers import example.com.xml --output entries")
	}
	list, found, err := convert.Files(c.Args().Slice(), s.start)
	if err != nil {
		return usage(fact.Printable(err.Error()), "name autoconfig files, or folders of them")
	}
	output := c.String("output")
	var folder *os.Root
	if output != "" {
		if folder, err = openFolder(output); err != nil {
			return &exit{code: exitFailed, message: err.Error()}
		}
		defer folder.Close()
	}
	count := 0
	for _, p := range list {
		data, err := file.Write(p)
		if err != nil {
			return &exit{code: exitFailed, message: err.Error()}
		}
		name := filepath.Join(output, p.ID+".yaml")
		if output == "" {
			_, err = fmt.Fprintf(s.stdout, "---\n# %s\n%s", name, data)
		} else {
			err = store(folder, p.ID+".yaml", data, c.Bool("overwrite"))
		}
		if err != nil {
			found = append(found, unwritten(name, err))
			continue
		}
		count++
		found = append(found, lint.Judge(name, data, s.start).Findings...)
	}
	if err := render.FindingsText(s.stderr, found); err != nil {
		return written(err)
	}
	fmt.Fprintf(s.stderr, "mailprobe: %s made\n", countOf(count, "entry", "entries"))
	if slices.ContainsFunc(found, func(f fact.Finding) bool { return f.Severity == fact.Error }) {
		return &exit{code: exitFailed}
	}
	return nil
}

// openFolder makes the folder that entries go to. It is a root that nothing leads
// out of: what is imported is somebody else's work, and so may be what lies in the
// folder, links included.
func openFolder(name string) (*os.Root, error) {
	if err := os.MkdirAll(name, 0o755); err != nil {
		return nil, err
	}
	return os.OpenRoot(name)
}

// store writes a new file; one that is there already is replaced only where that
// was asked for.
func store(folder *os.Root, name string, data []byte, overwrite bool) error {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if overwrite {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := folder.OpenFile(name, flags, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// unwritten says that an entry was made and not kept.
func unwritten(name string, err error) fact.Finding {
	f := fact.Finding{
		File: name, Rule: convert.NotWritten.ID, Severity: convert.NotWritten.Severity,
		Message: fact.Printable("not written: " + err.Error()), Remedy: "see to it that the folder can be written to",
	}
	if errors.Is(err, fs.ErrExist) {
		f.Message, f.Remedy = "not written: the file is there already", "compare the two, then --overwrite, or choose another folder"
	}
	return f
}
