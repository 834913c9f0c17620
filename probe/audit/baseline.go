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

// Baseline is what is known to be wrong, so that only what is new fails a check.
// The zero value knows nothing.
type Baseline struct {
	Marks []Mark
}

// Mark is one finding that a baseline knows. Only the fingerprint counts; the
// rest tells people what it is.
type Mark struct {
	Subject     string `json:"checked"` // the name of the audit's subject
	Rule        string `json:"rule"`
	File        string `json:"file,omitempty"`
	About       string `json:"subject,omitempty"`
	Fingerprint string `json:"fingerprint"`
}

// MarkOf is the mark of a finding at a subject.
func MarkOf(subject string, f fact.Finding) Mark {
	return Mark{Subject: subject, Rule: f.Rule, File: f.File, About: f.Subject, Fingerprint: f.Fingerprint()}
}

// NewBaseline is what a later audit is held against, so that it finds only what is
// new: all that this one found. Of what could not be tested, the old baseline
// still holds; it may be nil.
func NewBaseline(all []Judged, old *Baseline) *Baseline {
	b := &Baseline{}
	for _, j := range all {
		if j.Untested {
			if old != nil {
				b.Marks = append(b.Marks, old.Of(j.Name, j.File)...)
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

// ReadBaseline reads a baseline strictly: what it does not understand it refuses,
// since a baseline that is half read would hide nothing or too much.
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

// Counted is what a comparison with a baseline counts.
type Counted struct {
	// New are the indices of findings that the baseline does not know; Known is
	// how many it does.
	New   []int
	Known int
	// Gone are the marks that the subject has no finding for any more.
	Gone []Mark
}

// Compare holds the findings at one subject, whose file is empty where it has
// none, against the baseline. Equal fingerprints are counted, not merged: a
// second server that breaks in the same way is new. What does not count is never
// known and never new.
func (b *Baseline) Compare(subject, file string, findings []fact.Finding) Counted {
	marks := b.Of(subject, file)
	left := map[string]int{}
	for _, m := range marks {
		left[m.Fingerprint]++
	}
	var c Counted
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

// Of are the marks of one subject.
func (b *Baseline) Of(subject, file string) []Mark {
	var found []Mark
	for _, m := range b.Marks {
		if m.Subject == subject && m.File == file {
			found = append(found, m)
		}
	}
	return found
}
