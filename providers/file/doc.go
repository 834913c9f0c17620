// Package file reads and writes the YAML files of the provider database, which
// docs/providers.md describes.
//
// [Read] is strict and bounded: a file holds one entry, with known keys only,
// each once, of the right type, and without anchors, aliases and tags, for an
// entry needs none and they can grow without end. Whatever is wrong comes back as
// findings with line and column. Whether what an entry says makes sense is for
// package lint.
package file
