package audit

import "fmt"

// Publication is what a domain ought to publish, ready to be copied.
type Publication struct {
	// Records are DNS records, File is the autoconfig file at FileURL.
	Records []Record
	FileURL string
	File    string
	// PACC is the file at PACCURL, to be served byte for byte: one of the Records
	// holds its digest. Both are empty where the servers cannot be said so: the
	// form knows TLS from the start on the usual ports, passwords, and the whole
	// address as the user name.
	PACCURL string
	PACC    string
	// Nginx and Apache are the configuration of a web server that serves it.
	Nginx, Apache string
	// Withdraw are the places that should not say anymore what they say now.
	Withdraw []string
}

// Record is a DNS record.
type Record struct{ Name, Type, Data string }

// String is the record as a zone file holds it, its name absolute.
func (r Record) String() string { return fmt.Sprintf("%s. IN %s %s", r.Name, r.Type, r.Data) }
