package policy

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// Decisions cannot do I/O, wait, call back or look at a clock: the package imports the
// plain data, the provider database and what computes, and has no channel, function
// value or goroutine in its state.
func TestPure(t *testing.T) {
	pkg, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	may := []string{"cmp", "net/netip", "slices", "strings", "time", "github.com/mailprobe/mailprobe/probe/fact", "github.com/mailprobe/mailprobe/providers"}
	for _, path := range pkg.Imports {
		if !slices.Contains(may, path) {
			t.Errorf("imports %s", path)
		}
	}
	files := token.NewFileSet()
	for _, name := range pkg.GoFiles {
		file, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt, *ast.ChanType, *ast.SelectStmt:
				t.Errorf("%s: a goroutine or channel", files.Position(n.Pos()))
			case *ast.StructType:
				for _, f := range n.Fields.List {
					if _, is := f.Type.(*ast.FuncType); is {
						t.Errorf("%s: a callback in the state", files.Position(f.Pos()))
					}
				}
			case *ast.SelectorExpr:
				if x, is := n.X.(*ast.Ident); is && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "NewTimer", "AfterFunc", "Tick"}, n.Sel.Name) {
					t.Errorf("%s: %s.%s", files.Position(n.Pos()), x.Name, n.Sel.Name)
				}
			}
			return true
		})
	}
	if len(pkg.GoFiles) == 0 || !strings.HasSuffix(pkg.Dir, "policy") && pkg.Dir != "." {
		t.Errorf("no files in %s", pkg.Dir)
	}
}
