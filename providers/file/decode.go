package file

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/providers"
)

// into reads a value at a path to where it belongs.
type into func(r *reader, n *yaml.Node, path string)

// field is a key of a mapping.
type field struct {
	key  string
	read into
}

// provider reads the whole entry, and hands down what is said once for all
// servers.
func (r *reader) provider(root *yaml.Node) {
	p := r.entry.Provider
	var username providers.UsernameForm
	var auth []providers.Auth
	mapping(
		field{"name", text(&p.Name)},
		field{"kind", text(&p.Kind)},
		field{"domains", list(&p.Domains, text)},
		field{"mx", list(&p.MX, mxPattern)},
		field{"username", text(&username)},
		field{"auth", list(&auth, text)},
		field{"servers", list(&p.Servers, server)},
		field{"needs", list(&p.Needs, need)},
		field{"help", list(&p.Help, text)},
		field{"checked", day(&p.Checked)},
		field{"evidence", text(&p.Evidence)},
	)(r, root, "")
	for i := range p.Servers {
		at := Item("servers", i)
		if !r.entry.Has(at + ".username") {
			p.Servers[i].Username = username
		}
		if !r.entry.Has(at + ".auth") {
			p.Servers[i].Auth = auth
		}
	}
}

func server(s *providers.Server) into {
	return mapping(
		field{"protocol", text(&s.Protocol)},
		field{"host", text(&s.Host)},
		field{"port", port(&s.Port)},
		field{"tls", text(&s.TLS)},
		field{"username", text(&s.Username)},
		field{"auth", list(&s.Auth, text)},
		field{"remark", text(&s.Remark)},
	)
}

// mxPattern is a suffix alone, or a mapping that says which of the two it is.
func mxPattern(m *providers.MXPattern) into {
	return func(r *reader, n *yaml.Node, path string) {
		if n.Kind == yaml.ScalarNode {
			text(&m.Suffix)(r, n, path)
			return
		}
		mapping(field{"suffix", text(&m.Suffix)}, field{"pattern", text(&m.Pattern)})(r, n, path)
	}
}

func need(v *providers.Need) into {
	return mapping(field{"need", text(&v.Need)}, field{"link", text(&v.Link)})
}

// mapping reads a mapping of known keys.
func mapping(fields ...field) into {
	return func(r *reader, n *yaml.Node, path string) {
		if !r.is(n, path, yaml.MappingNode, "keys with values, as in name: Example") {
			return
		}
		seen := map[string]bool{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if key.Kind != yaml.ScalarNode || key.Tag == "!!merge" || key.Anchor != "" {
				r.is(key, path, yaml.ScalarNode, "a key")
				continue
			}
			if seen[key.Value] {
				r.fault(place(key), duplicateKey, "remove one of the two", "the key %q is there twice", key.Value)
				continue
			}
			seen[key.Value] = true
			r.value(fields, key, value, path)
		}
	}
}

func (r *reader) value(fields []field, key, value *yaml.Node, path string) {
	var known []string
	for _, f := range fields {
		if f.key == key.Value {
			f.read(r, value, strings.TrimPrefix(path+"."+f.key, "."))
			return
		}
		known = append(known, f.key)
	}
	r.fault(place(key), unknownKey, "the keys here are "+strings.Join(known, ", "), "there is no key %q", key.Value)
}

// list reads a sequence, each item as one does.
func list[T any](all *[]T, one func(*T) into) into {
	return func(r *reader, n *yaml.Node, path string) {
		if !r.is(n, path, yaml.SequenceNode, "a list, as in [a, b]") {
			return
		}
		if len(n.Content) > maxItems {
			r.fault(place(n), tooMany, "remove what is not needed", "%s has %d items, more than %d", label(path), len(n.Content), maxItems)
			return
		}
		*all = make([]T, len(n.Content))
		for i, item := range n.Content {
			one(&(*all)[i])(r, item, Item(path, i))
		}
	}
}

// text reads a string. A number is none: 163 is a name only in quotes.
func text[T ~string](v *T) into {
	return func(r *reader, n *yaml.Node, path string) {
		if r.scalar(n, path, "text", "!!str") {
			*v = T(n.Value)
		}
	}
}

// day reads a date, which is a type of its own in YAML, or one in quotes.
func day(v *string) into {
	return func(r *reader, n *yaml.Node, path string) {
		if r.scalar(n, path, "a day such as 2026-11-21", "!!str", "!!timestamp") {
			*v = n.Value
		}
	}
}

func port(v *uint16) into {
	return func(r *reader, n *yaml.Node, path string) {
		if !r.scalar(n, path, "a port number", "!!int") {
			return
		}
		number, err := strconv.ParseUint(n.Value, 10, 16)
		if err != nil || number == 0 {
			r.fault(place(n), wrongType, "write the port that the server listens on, such as 993", "%s is not a port from 1 to 65535", n.Value)
			return
		}
		*v = uint16(number)
	}
}

func (r *reader) scalar(n *yaml.Node, path, want string, tags ...string) bool {
	if !r.is(n, path, yaml.ScalarNode, want) {
		return false
	}
	for _, tag := range tags {
		if n.Tag == tag {
			return true
		}
	}
	r.fault(place(n), wrongType, "write "+want+"; what looks like something else goes in quotes",
		"%s is %s, not %s", label(path), kindOf(n), want)
	return false
}

// is holds a value to a kind, refuses what no entry needs, and notes where the
// value stands.
func (r *reader) is(n *yaml.Node, path string, want yaml.Kind, words string) bool {
	r.entry.at[path] = place(n)
	switch {
	case n.Kind == yaml.AliasNode:
		r.fault(place(n), noAlias, "write the value out", "an alias: *%s", n.Value)
	case n.Tag == "!!merge":
		r.fault(place(n), noAlias, "write the keys out", "a merge key")
	case n.Anchor != "":
		r.fault(place(n), noAlias, "remove the anchor", "an anchor: &%s", n.Anchor)
	case n.Style&yaml.TaggedStyle != 0:
		r.fault(place(n), noAlias, "remove the tag", "a tag: %s", n.Tag)
	case n.Kind != want:
		r.fault(place(n), wrongType, "write "+words, "%s is %s, not %s", label(path), kindOf(n), words)
	default:
		return true
	}
	return false
}

func place(n *yaml.Node) position { return position{n.Line, n.Column} }

func label(path string) string {
	if path == "" {
		return "the entry"
	}
	return path
}

// kindOf says what a value is.
func kindOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "empty"
	case n.Tag == "!!str":
		return fmt.Sprintf("%q", n.Value)
	case n.Tag == "!!timestamp":
		return fmt.Sprintf("the date %s", n.Value)
	case n.Tag == "!!bool":
		return fmt.Sprintf("the truth value %s", n.Value)
	}
	return fmt.Sprintf("the number %s", n.Value)
}
