// Package lint judges the files of a provider database: each by itself and all
// beside each other, without a network.
//
// [Load] reads files and folders, [Builtin] what comes with the program. Both end
// in a [Result]: the findings, and the entries that are sound. An entry with an
// error is left out whole, never in part; one with warnings is used.
//
// A rule is a function and a line in the table in rules.go.
package lint
