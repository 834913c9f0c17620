package redact_test

import (
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/redact"
	"github.com/mailprobe/mailprobe/providers"
)

const secret = "correct horse"

var status = reflect.TypeFor[probe.Status]()

// reports are what is handed on to be shown.
var reports = []reflect.Type{reflect.TypeFor[probe.Report](), reflect.TypeFor[audit.Subject]()}

func whole(t reflect.Type) bool { return slices.Contains(redact.Whole(), t) }

// TestEveryKindIsCovered: a field of a sort that Copy cannot clean, or a sort of
// strings of which nobody has said whose words they are, fails here.
func TestEveryKindIsCovered(t *testing.T) {
	ours := append(redact.Words(), status)
	var walk func(path string, at reflect.Type, above []reflect.Type)
	walk = func(path string, at reflect.Type, above []reflect.Type) {
		if whole(at) {
			return
		}
		if slices.Contains(above, at) {
			t.Errorf("%s: %s holds itself: the copy would not end where a value does", path, at)
			return
		}
		above = append(slices.Clone(above), at)
		switch at.Kind() {
		case reflect.String:
			if at.Name() != "string" && !slices.Contains(ours, at) {
				t.Errorf("%s: does %s hold only words of ours? Then it belongs into Words", path, at)
			}
		case reflect.Bool, reflect.Int, reflect.Int64, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float64:
		case reflect.Slice, reflect.Array, reflect.Pointer:
			walk(path+"[]", at.Elem(), above)
		case reflect.Map:
			walk(path+" key", at.Key(), above)
			walk(path+"[]", at.Elem(), above)
		case reflect.Struct:
			for i := range at.NumField() {
				f := at.Field(i)
				switch tag := f.Tag.Get("secret"); {
				case !f.IsExported():
					t.Errorf("%s.%s: what is not exported is lost", path, f.Name)
				case tag == "":
					walk(path+"."+f.Name, f.Type, above)
				case tag != "never" || f.Name != "Case" && f.Name != "Need":
					t.Errorf("%s.%s: the tag %q", path, f.Name, tag)
				}
			}
		default:
			t.Errorf("%s: %s", path, at)
		}
	}
	for _, at := range reports {
		walk(at.String(), at, nil)
	}
}

// filled puts the secret, or one of each, wherever a value can hold it.
func filled(v reflect.Value) {
	t := v.Type()
	switch {
	case t == reflect.TypeFor[fact.Secret]():
		v.Set(reflect.ValueOf(fact.NewSecret(secret)))
		return
	case t == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(1, 0)))
		return
	case t == reflect.TypeFor[netip.Addr]():
		v.Set(reflect.ValueOf(netip.MustParseAddr("192.0.2.7")))
		return
	case t == reflect.TypeFor[*providers.Provider]():
		v.Set(reflect.ValueOf(builtin))
		return
	}
	switch t.Kind() {
	case reflect.String:
		v.SetString("a " + secret + " b")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(7)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(t, 2, 2))
		filled(v.Index(0))
		filled(v.Index(1))
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		key, value := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
		filled(key)
		filled(value)
		v.SetMapIndex(key, value)
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		filled(v.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			filled(v.Field(i))
		}
	}
}

var builtin = &providers.Provider{Name: secret}

// telling are the paths at which a value holds the secret where that is not ours.
func telling(path string, v reflect.Value) []string {
	var found []string
	if t := v.Type(); t == reflect.TypeFor[*providers.Provider]() || t == status || slices.Contains(redact.Words(), t) {
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), secret) {
			found = append(found, path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			found = append(found, telling(fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			found = append(found, telling(path+" key", k)...)
			found = append(found, telling(path+"[]", v.MapIndex(k))...)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			found = append(found, telling(path, v.Elem())...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("secret") == "" {
				found = append(found, telling(path+"."+f.Name, v.Field(i))...)
			}
		}
	}
	return found
}

// TestNothingIsLeft: reports in which everything that can hold the secret does.
func TestNothingIsLeft(t *testing.T) {
	var report probe.Report
	filled(reflect.ValueOf(&report).Elem())
	var subject audit.Subject
	filled(reflect.ValueOf(&subject).Elem())
	r := redact.New(fact.NewSecret(secret))
	for name, pair := range map[string][2]reflect.Value{
		"the report":  {reflect.ValueOf(report), reflect.ValueOf(redact.Copy(report, r, status))},
		"the subject": {reflect.ValueOf(subject), reflect.ValueOf(redact.Copy(subject, r, status))},
	} {
		if n := len(telling(name, pair[0])); n < 50 {
			t.Errorf("%s holds the secret in %d places only", name, n)
		}
		if left := telling(name, pair[1]); len(left) > 0 {
			t.Errorf("%s still tells: %q", name, left)
		}
	}
	var again probe.Report
	filled(reflect.ValueOf(&again).Elem())
	if !reflect.DeepEqual(report, again) {
		t.Error("the report itself was changed")
	}
	got := redact.Copy(&report, r, status)
	if got.Provider != builtin || builtin.Name != secret {
		t.Error("an entry of the database is ours, and shared")
	}
}

// TestCopy: what the types of today do not have.
func TestCopy(t *testing.T) {
	type hidden struct{ text string }
	type all struct {
		Any     any
		Keys    map[string]int
		Numbers map[int]string
		Array   [2]string
		Bytes   []byte
		Octets  [13]byte
		Deep    **string
		Lines   []string
		Secret  fact.Secret
		Clock   time.Time
		IP      netip.Addr
		Nothing *string
		None    []string
		Empty   []string
		NoMap   map[string]string
		Call    func() string
		Line    chan string
		Hidden  hidden
		Ours    fact.Code
		Case    string `secret:"never"`
	}
	text := "x" + secret
	deep := &text
	value := all{
		Any: []string{text}, Keys: map[string]int{"a" + secret: 1, "a[redacted]": 2}, Numbers: map[int]string{1: text},
		Array: [2]string{text, "y"}, Bytes: []byte(text), Octets: [13]byte([]byte(secret)), Deep: &deep, Lines: []string{"corr", "ect horse", "x"},
		Secret: fact.NewSecret(secret), Clock: time.Unix(7, 0), IP: netip.MustParseAddr("192.0.2.7"), Empty: []string{},
		Call: func() string { return secret }, Line: make(chan string), Hidden: hidden{text}, Ours: fact.Code(secret), Case: secret,
	}
	got := redact.Copy(value, redact.New(fact.NewSecret(secret)))
	if got.Secret.Reveal() != secret || got.Clock != value.Clock || got.IP != value.IP || got.Ours != value.Ours || got.Case != secret {
		t.Errorf("what is whole was changed: %+v", got)
	}
	got.Ours, got.Case, got.Secret = "", "", fact.Secret{}
	if s := fmt.Sprintf("%+v %s %s", got, **got.Deep, got.Bytes); strings.Contains(s, secret) || strings.Contains(s, "corr") {
		t.Error(s)
	}
	if got.Array[1] != "y" || got.Lines[2] != "x" || **got.Deep != "x[redacted]" || got.Numbers[1] != "x[redacted]" || got.Any.([]string)[0] != "x[redacted]" {
		t.Errorf("%+v", got)
	}
	if len(got.Keys) != 2 || got.Nothing != nil || got.None != nil || got.Empty == nil || got.NoMap != nil || got.Call != nil || got.Line != nil || got.Hidden.text != "" {
		t.Errorf("%+v", got)
	}
	if text != "x"+secret || value.Lines[0] != "corr" || string(value.Bytes) != text {
		t.Error("the value itself was changed")
	}
}

// TestWords: what reports are made of is left, whoever's password it is.
func TestWords(t *testing.T) {
	for _, word := range []string{"mail", "imap", "IMAP", "password", "expired", "ready", "autodiscover", "starttls"} {
		text := "* OK " + word + " server imap.srv.example is ready, your password expired: autodiscover, STARTTLS"
		if got := redact.New(fact.NewSecret(word)).Redact(text); got != text {
			t.Errorf("%s: %q", word, got)
		}
	}
	if got := redact.New(fact.NewSecret("test1")).Redact("you said test1"); got != "you said [redacted]" {
		t.Error(got)
	}
}
