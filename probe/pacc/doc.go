// Package pacc reads and writes the file in which a domain publishes its mail
// settings by draft-ietf-mailmaint-pacc, and checks it against the digest in the domain's
// DNS. It is pure: who fetches both, and whether they are to be believed, is for
// others.
//
// The file is a JSON document at [URL]. It names a host for each protocol and
// nothing else: TLS begins with the first byte, on the port registered for that,
// and the user name is the whole address. [Parse] reads the keys of the draft's
// versions -02 and -03, which differ in one name, and everything dropped or odd
// is in [Document].Notes.
//
// The digest is in TXT records at [RecordName]. A file that none of them matches
// is as good as none: [Matches] compares them. [Write] makes a file, [RecordOf]
// its record.
package pacc
