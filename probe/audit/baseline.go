package audit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Baseline is the set of known findings, so that only new ones fail a check. The zero
// value is empty.
type Baseline struct {
	Marks []Mark
}

// Mark is one known finding. Only the fingerprint counts; the rest is for people.
type Mark struct {
	Subject     string `json:"checked"` // the name of the audit's subject
	Rule        string `json:"rule"`
	File        string `json:"file,omitempty"`
	About       string `json:"subject,omitempty"`
	Fingerprint string `json:"fingerprint"`
}

// MarkOf returns the mark of a finding of a subject.
func MarkOf(subject string, f fact.Finding) Mark {
	return Mark{Subject: subject, Rule: f.Rule, File: f.File, About: f.Subject, Fingerprint: f.Fingerprint()}
}

// NewBaseline returns the baseline for later audits: all findings of this one. For
// subjects that could not be tested, the marks of the old baseline are kept; it may be
// nil.
func NewBaseline(all []WordedSubject, old *Baseline) *Baseline {
	b := &Baseline{}
	for _, j := range all {
		if j.Untested {
			if old != nil {
				b.Marks = append(b.Marks, old.marksOf(j.Name, j.File)...)
			}
			continue
		}
		for _, f := range printable(j.Findings) {
			if f.Counts() {
				b.Marks = append(b.Marks, MarkOf(j.Name, f))
			}
		}
	}
	return b
}

// baselineFile is the file's form.
type baselineFile struct {
	Schema   int    `json:"schema"`
	Findings []Mark `json:"findings"`
}

const (
	baselineSchema = 1
	maxBaseline    = 4 << 20
)

// ReadBaseline reads a baseline strictly: it refuses what it does not understand, for a
// baseline that is read in part would hide nothing or too much.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBaseline+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBaseline {
		return nil, fmt.Errorf("larger than %d MiB", maxBaseline>>20)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var file baselineFile
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the baseline")
	}
	if file.Schema != baselineSchema {
		return nil, fmt.Errorf("schema %d, where only %d is known", file.Schema, baselineSchema)
	}
	for i, m := range file.Findings {
		if m.Fingerprint == "" {
			return nil, fmt.Errorf("finding %d has no fingerprint", i+1)
		}
	}
	return &Baseline{Marks: file.Findings}, nil
}

// Write writes the baseline, sorted, one finding a line, so that a review shows
// what came and went.
func (b *Baseline) Write(w io.Writer) error {
	marks := slices.Clone(b.Marks)
	slices.SortFunc(marks, func(a, b Mark) int {
		return cmp.Or(
			cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.File, b.File),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.About, b.About), cmp.Compare(a.Fingerprint, b.Fingerprint),
		)
	})
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"schema\": %d, \"findings\": [", baselineSchema)
	for i, m := range marks {
		var line bytes.Buffer
		e := json.NewEncoder(&line)
		e.SetEscapeHTML(false)
		if err := e.Encode(m); err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n  ")
		out.Write(bytes.TrimSpace(line.Bytes()))
	}
	out.WriteString("\n]}\n")
	_, err := w.Write(out.Bytes())
	return err
}

// comparison is the result of comparing findings with a baseline.
type comparison struct {
	// New are the indices of findings that are not in the baseline; Known counts
	// those that are.
	New   []int
	Known int
	// Gone are the marks that no longer have a finding.
	Gone []Mark
}

// compare compares the findings of one subject, with the file if it has one, with the
// baseline. Equal fingerprints are counted, not merged: a second server that breaks in
// the same way is new. Findings that do not count are neither known nor new.
func (b *Baseline) compare(subject, file string, findings []fact.Finding) comparison {
	marks := b.marksOf(subject, file)
	left := map[string]int{}
	for _, m := range marks {
		left[m.Fingerprint]++
	}
	var c comparison
	for i, f := range findings {
		switch print := f.Fingerprint(); {
		case !f.Counts():
		case left[print] > 0:
			left[print]--
			c.Known++
		default:
			c.New = append(c.New, i)
		}
	}
	for _, m := range marks {
		if left[m.Fingerprint] > 0 {
			left[m.Fingerprint]--
			c.Gone = append(c.Gone, m)
		}
	}
	return c
}

// marksOf returns the marks of one subject.
func (b *Baseline) marksOf(subject, file string) []Mark {
	var found []Mark
	for _, m := range b.Marks {
		if m.Subject == subject && m.File == file {
			found = append(found, m)
		}
	}
	return found
}
