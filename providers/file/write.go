package file

import (
	"bytes"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/providers"
)

// maxLine is how long a list may be in brackets, in characters; a longer one gets
// a line for each item.
const maxLine = 90

// Write makes the file of an entry, which [Read] reads back equal, as long as the
// ID is the file's name. What all servers share is said once.
func Write(p *providers.Provider) ([]byte, error) {
	w := &writer{}
	w.text("name", p.Name)
	if p.Kind != providers.Mailbox {
		w.text("kind", string(p.Kind))
	}
	w.list("domains", texts(p.Domains))
	w.list("mx", each(p.MX, mxNode))
	username, auth := shared(p.Servers)
	w.text("username", string(username))
	w.list("auth", texts(auth))
	w.block("servers", each(p.Servers, func(s providers.Server) *yaml.Node { return serverNode(s, username, auth) }))
	w.block("needs", each(p.Needs, func(n providers.Need) *yaml.Node {
		v := &writer{}
		v.text("need", string(n.Need))
		v.text("link", n.Link)
		return v.node(yaml.FlowStyle)
	}))
	w.list("help", texts(p.Help))
	if p.Checked != "" {
		w.add("checked", &yaml.Node{Kind: yaml.ScalarNode, Value: p.Checked})
	}
	w.text("evidence", p.Evidence)

	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(w.node(0)); err != nil {
		return nil, err
	}
	return out.Bytes(), encoder.Close()
}

// shared is the user name form and the proof that all servers have; empty where
// they differ.
func shared(servers []providers.Server) (providers.UsernameForm, []providers.Auth) {
	if len(servers) == 0 {
		return "", nil
	}
	username, auth := servers[0].Username, servers[0].Auth
	for _, s := range servers {
		if s.Username != username {
			username = ""
		}
		if !slices.Equal(s.Auth, auth) {
			auth = nil
		}
	}
	return username, auth
}

func serverNode(s providers.Server, username providers.UsernameForm, auth []providers.Auth) *yaml.Node {
	w := &writer{}
	w.text("protocol", string(s.Protocol))
	w.text("host", s.Host)
	if s.Port != 0 {
		w.add("port", &yaml.Node{Kind: yaml.ScalarNode, Value: strconv.Itoa(int(s.Port))})
	}
	w.text("tls", string(s.TLS))
	if username == "" {
		w.text("username", string(s.Username))
	}
	if len(auth) == 0 {
		w.list("auth", texts(s.Auth))
	}
	w.text("remark", s.Remark)
	return w.node(yaml.FlowStyle)
}

func mxNode(m providers.MXPattern) *yaml.Node {
	if m.Suffix != "" {
		return textNode(m.Suffix)
	}
	w := &writer{}
	w.text("pattern", m.Pattern)
	return w.node(yaml.FlowStyle)
}

// writer collects the keys of a mapping; empty values are left out.
type writer struct{ content []*yaml.Node }

func (w *writer) add(key string, value *yaml.Node) {
	w.content = append(w.content, textNode(key), value)
}

func (w *writer) text(key, value string) {
	if value != "" {
		w.add(key, textNode(value))
	}
}

// list writes items in brackets where they fit into a line.
func (w *writer) list(key string, items []*yaml.Node) {
	width := 0
	for _, n := range items {
		width += len(n.Value) + 2
	}
	style := yaml.FlowStyle
	if width > maxLine {
		style = 0
	}
	if len(items) > 0 {
		w.add(key, &yaml.Node{Kind: yaml.SequenceNode, Style: style, Content: items})
	}
}

// block writes each item on a line of its own.
func (w *writer) block(key string, items []*yaml.Node) {
	if len(items) > 0 {
		w.add(key, &yaml.Node{Kind: yaml.SequenceNode, Content: items})
	}
}

func (w *writer) node(style yaml.Style) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Style: style, Content: w.content}
}

// textNode is a string, which the YAML writer puts in quotes where it would be
// read as something else; it forgets the sign of a merge key.
func textNode(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if s == "<<" {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

func texts[T ~string](all []T) []*yaml.Node {
	return each(all, func(v T) *yaml.Node { return textNode(string(v)) })
}

func each[T any](all []T, node func(T) *yaml.Node) []*yaml.Node {
	var nodes []*yaml.Node
	for _, v := range all {
		nodes = append(nodes, node(v))
	}
	return nodes
}
