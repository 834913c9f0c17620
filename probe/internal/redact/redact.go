// Package redact removes secrets from whole structures. It is the last line of defence
// before a report is returned, for text that was recorded before a secret was known, or
// that was not redacted when it was recorded.
package redact

import (
	"cmp"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/providers"
)

// Cleaner removes secrets from text. RedactLines is for consecutive lines, so that a
// secret spread over them is found, and returns as many lines.
type Cleaner interface {
	Redact(text string) string
	RedactLines(lines []string) []string
}

// Copy returns a deep copy of the value with every string in it cleaned: in structs,
// slices, arrays, pointers and maps, keys included. It shares with the value only the
// types of [Whole]: times, addresses, secrets (which print as a placeholder) and
// entries of the provider database. The value itself is not changed.
//
// Strings of our own stay: those of the types in [Words] and in own, and fields with
// the tag `secret:"never"`. Channels, functions and unexported fields are left out;
// values of interfaces are cleaned like others.
func Copy[T any](value T, c Cleaner, own ...reflect.Type) T {
	w := copier{Cleaner: c, own: own, pieces: map[string]string{}}
	var copied T
	w.put(reflect.ValueOf(&copied).Elem(), reflect.ValueOf(&value).Elem())
	if len(w.pieces) > 0 { // which may stand by themselves, too, and before their lines
		w.found = w.pieces
		w.put(reflect.ValueOf(&copied).Elem(), reflect.ValueOf(&value).Elem())
	}
	return copied
}

// Words returns the string types whose values are this program's own.
func Words() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[fact.AttemptResult](), reflect.TypeFor[fact.CertificateFault](), reflect.TypeFor[fact.Code](),
		reflect.TypeFor[fact.FailureKind](), reflect.TypeFor[fact.LoginState](), reflect.TypeFor[fact.SecondProbeKind](),
		reflect.TypeFor[fact.LookupFault](), reflect.TypeFor[fact.Origin](), reflect.TypeFor[fact.Outcome](),
		reflect.TypeFor[fact.Protocol](), reflect.TypeFor[fact.Severity](), reflect.TypeFor[fact.Source](),
		reflect.TypeFor[fact.StepName](), reflect.TypeFor[fact.TLSMode](), reflect.TypeFor[fact.Verdict](),
		reflect.TypeFor[fact.Exposure](), reflect.TypeFor[fact.LeftOutReason](), reflect.TypeFor[fact.TrustReason](),
	}
}

// Whole returns the types that are copied as they are: they hold no secret, or none that
// can be printed.
func Whole() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[time.Time](), reflect.TypeFor[netip.Addr](), reflect.TypeFor[netip.AddrPort](),
		reflect.TypeFor[fact.Secret](), reflect.TypeFor[*providers.Provider](),
	}
}

var (
	words = Words()
	whole = Whole()
)

// never is the tag of a field whose words are ours.
const tag, never = "secret", "never"

type copier struct {
	Cleaner
	own []reflect.Type
	// pieces are lines that hold a part of a secret which is spread over several, and
	// what is left of them; found are those of the walk before.
	pieces, found map[string]string
}

// put sets to, which is zero and can be set, to the cleaned copy of from.
func (w copier) put(to, from reflect.Value) {
	t := from.Type()
	switch {
	case slices.Contains(whole, t):
		to.Set(from)
		return
	}
	switch from.Kind() {
	case reflect.String:
		w.text(to, from)
	case reflect.Slice, reflect.Array:
		w.list(to, from)
	case reflect.Map:
		w.table(to, from)
	case reflect.Struct:
		for i := range t.NumField() {
			switch field := t.Field(i); {
			case !field.IsExported():
			case field.Tag.Get(tag) == never:
				to.Field(i).Set(from.Field(i))
			default:
				w.put(to.Field(i), from.Field(i))
			}
		}
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(t.Elem()))
			w.put(to.Elem(), from.Elem())
		}
	case reflect.Interface:
		if !from.IsNil() {
			inside := reflect.New(from.Elem().Type()).Elem()
			w.put(inside, from.Elem())
			to.Set(inside)
		}
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
	default: // numbers and truth values
		to.Set(from)
	}
}

func (w copier) ours(t reflect.Type) bool {
	return slices.Contains(words, t) || slices.Contains(w.own, t)
}

func (w copier) text(to, from reflect.Value) {
	if w.ours(from.Type()) {
		to.Set(from)
		return
	}
	to.SetString(w.Redact(w.left(from.String())))
}

// left returns a text, or what is left of it where it is a piece of a secret.
func (w copier) left(text string) string {
	if rest, is := w.found[text]; is {
		return rest
	}
	return text
}

// list copies a slice or an array. A string field of its elements is cleaned as
// consecutive lines.
func (w copier) list(to, from reflect.Value) {
	t := from.Type()
	if from.Kind() == reflect.Slice {
		if from.IsNil() {
			return
		}
		to.Set(reflect.MakeSlice(t, from.Len(), from.Len()))
	}
	if t.Elem().Kind() == reflect.Uint8 {
		w.bytes(to, from)
		return
	}
	for i := range from.Len() {
		w.put(to.Index(i), from.Index(i))
	}
	switch elem := t.Elem(); {
	case elem.Kind() == reflect.String && !w.ours(elem):
		w.lines(to, func(v reflect.Value) reflect.Value { return v }, from)
	case elem.Kind() == reflect.Struct && !slices.Contains(whole, elem):
		for i := range elem.NumField() {
			f := elem.Field(i)
			if f.IsExported() && f.Type.Kind() == reflect.String && !w.ours(f.Type) && f.Tag.Get(tag) != never {
				w.lines(to, func(v reflect.Value) reflect.Value { return v.Field(i) }, from)
			}
		}
	}
}

// lines cleans one text of each element of a list as consecutive lines.
func (w copier) lines(to reflect.Value, text func(reflect.Value) reflect.Value, from reflect.Value) {
	said := make([]string, from.Len())
	for i := range said {
		said[i] = w.left(text(from.Index(i)).String())
	}
	for i, line := range w.RedactLines(said) {
		if line != w.Redact(said[i]) {
			w.pieces[said[i]] = line
		}
		text(to.Index(i)).SetString(line)
	}
}

// bytes cleans a list of bytes as text.
func (w copier) bytes(to, from reflect.Value) {
	raw := make([]byte, from.Len())
	reflect.Copy(reflect.ValueOf(raw), from)
	clean := w.Redact(string(raw))
	if clean == string(raw) {
		reflect.Copy(to, from)
		return
	}
	if to.Kind() == reflect.Slice {
		to.Set(reflect.MakeSlice(to.Type(), len(clean), len(clean)))
	}
	for i := range min(to.Len(), len(clean)) {
		to.Index(i).SetUint(uint64(clean[i]))
	}
}

// table copies a map. Keys that become equal when cleaned are numbered, so that none is
// lost.
func (w copier) table(to, from reflect.Value) {
	if from.IsNil() {
		return
	}
	t := from.Type()
	to.Set(reflect.MakeMapWithSize(t, from.Len()))
	clean := func(t reflect.Type, v reflect.Value) reflect.Value {
		c := reflect.New(t).Elem()
		w.put(c, v)
		return c
	}
	keys := from.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	for _, k := range keys {
		name := clean(t.Key(), k)
		for n := 2; name.Kind() == reflect.String && to.MapIndex(name).IsValid(); n++ {
			again := reflect.New(t.Key()).Elem()
			again.SetString(fmt.Sprintf("%s (%d)", name.String(), n))
			if !to.MapIndex(again).IsValid() {
				name = again
			}
		}
		to.SetMapIndex(name, clean(t.Elem(), from.MapIndex(k)))
	}
}

// New returns a redactor of secrets that spares the words that reports consist of.
func New(secrets ...fact.Secret) *connect.Redactor {
	r := &connect.Redactor{}
	r.Spare(reportWords...)
	r.Spare(diagnose.ResponseTexts()...)
	for _, s := range secrets {
		r.Add(s.Reveal())
	}
	return r
}

// reportWords are words in servers' replies, host names and reports, whatever the
// password is. A gap in place of one of them would reveal it.
var reportWords = strings.Fields(`
imap imaps imap4rev1 imap4rev2 pop3 pop3s smtp smtps esmtp lmtp submission submissions starttls
mail mailbox mailboxes mails email webmail mailserver server servers host hostname domain service
autoconfig autodiscover autodiscover.xml config-v1.1.xml user-agent-configuration.json clientconfig well-known
exchange outlook dovecot postfix courier cyrus exim sendmail microsoft google
login logout logon user username password passwd passphrase credential credentials authentication authenticate
authenticated authenticationfailed authorization plain oauthbearer xoauth2 oauth2 scram-sha-256-plus
scram-sha-1-plus cram-md5 apop digest-md5 gssapi ntlm bearer basic token capability capabilities greeting
hello welcome ready error failed failure invalid incorrect denied rejected refused accepted success successful
unknown unsupported disabled enabled temporary temporarily unavailable command request connection connections
closed closing timeout deadline server's certificate authority issuer implicit none tls1.2 tls1.3 http https www
example localhost inbox sent drafts trash junk archive flagged important quota storage message messages
pipelining 8bitmime enhancedstatuscodes chunking smtputf8 dsn vrfy etrn size redacted
status connections ftp temporar sendasdenied 25 80 110 143 443 465 587 993 995 4190`)
