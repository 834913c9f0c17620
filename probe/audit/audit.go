// Package audit checks many settings at once, with the engine of package probe: the
// entries of a provider list, compared with the servers that they name and with what
// the providers themselves publish ([Lists.Check]), and all that a mail domain
// publishes ([Domains.Check]).
//
// It examines without a login, and reports the problems that package diagnose finds;
// what only an audit can see has rules of its own. Problems are codes; package text
// has their messages.
//
// A [Subject] is what was checked, a [WordedSubject] has its problems as findings in
// a language, and a [SubjectReport] has those findings that a [Baseline] does not
// know.
package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/redact"
)

// Subject is one thing that was checked: an entry of a list, or a domain.
type Subject struct {
	// Name is the entry's id or the domain.
	Name string
	// File and Line are where an entry stands; empty and 0 for a domain.
	File string
	Line int
	// Untested is set where nothing of the subject could be examined from here, so
	// that the absence of problems means nothing.
	Untested bool
	Problems []Problem
	// Checks are the servers, as they were found; Sources is what is published.
	Checks  []fact.Check
	Sources []fact.SourceReport
	// Publish is what the domain should publish; nil for entries, and where no
	// server works that could be published.
	Publish *Publication
}

// Problem is a problem and the place in a file that it is about.
type Problem struct {
	fact.Problem
	// File, Line and Column are those of [fact.Finding].
	File         string
	Line, Column int
}

// sortProblems sorts problems by place, then by severity.
func sortProblems(all []Problem) {
	order := []fact.Severity{fact.Error, fact.Warning, fact.Info}
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(slices.Index(order, a.Severity), slices.Index(order, b.Severity)),
		)
	})
}

// Publication is what a domain should publish, ready to be copied.
type Publication struct {
	// Records are DNS records, File is the autoconfig file at FileURL.
	Records []Record
	FileURL string
	File    string
	// PACC is the file at PACCURL, to be served byte for byte: one of the Records
	// holds its digest. Both are empty where the format cannot express the servers:
	// it has only implicit TLS on the standard ports, passwords, and the whole
	// address as the user name.
	PACCURL string
	PACC    string
	// Nginx and Apache are the configuration of a web server that serves it.
	Nginx, Apache string
	// Withdraw are the places whose present content should be removed.
	Withdraw []string
}

// Record is a DNS record.
type Record struct{ Name, Type, Data string }

// String is the record as a zone file holds it, its name absolute.
func (r Record) String() string { return fmt.Sprintf("%s. IN %s %s", r.Name, r.Type, r.Data) }

func portText(port uint16) string { return strconv.Itoa(int(port)) }

// inParallel calls do for each element of a list, at most so many at a time.
func inParallel[T any](most int, list []T, do func(T)) {
	var work sync.WaitGroup
	slots := make(chan struct{}, most)
	for _, one := range list {
		slots <- struct{}{}
		work.Go(func() {
			defer func() { <-slots }()
			do(one)
		})
	}
	work.Wait()
}

// cleaned returns subjects with all secrets redacted (safety rule 7), but for spared
// texts: the names of the subjects.
func cleaned(subjects []Subject, secrets []fact.Secret, spared []string) []Subject {
	r := redact.New(secrets...)
	r.Spare(spared...)
	return redact.Copy(subjects, r)
}
