using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>
/// Code that nobody calls by name: members of objects that foreign code gets as <c>object</c>, targets of accessors, attributes. Each row is a program with
/// one place, <c>«before|after»</c>, compiled both ways, and whether the fingerprint of its step may notice.
/// </summary>
public sealed partial class ConvertedCodeTests : IClassFixture<ConvertedCodeTests.CompiledPackage>
{
    private const string Package = """
        namespace Pack;
        public static class Json
        {
            public static string Write(object? value) => value?.ToString() ?? "";
            public static string Write(object? value, Type type) => type.Name;
            public static string WriteAs<T>(T value) => "";
            public static string WriteAll(IEnumerable<object> values) => "";
            public static T Read<T>(string text) => default!;
            public static string Log(string format, params object?[] values) => format;
        }
        public interface IModel { }
        public interface IPlugin { int Rank(); }
        public abstract class Model { public string Dump() => GetType().Name; }
        public sealed class Page { public object? Model { get; set; } public IDictionary<string, object?> Values { get; } = new Dictionary<string, object?>(); public string Render() => ""; }
        public class JsonPropertyAttribute(string name) : Attribute { public string Name => name; }
        public delegate object Maker();
        """;

    private const string Usings = """
        using System.Runtime.CompilerServices;
        using System.Text.Json.Serialization;
        using JS = System.Text.Json.JsonSerializer;
        using Pack;
        using System.Reflection;
        using System.Runtime.InteropServices;

        """;

    private const string J = """
        public class J { public int A { get; set; } public string Label => "«v|w»" + A; }
        """;

    // Optimized code has fewer variables that say what a value is.
    private static readonly CompileOptions Optimized = new() { Optimization = OptimizationLevel.Release };

    private readonly CompiledProjects _projects;

    public ConvertedCodeTests(CompiledPackage package) => _projects = package.Projects;

    /// <summary>What it is; the members beside the step; the body of its method.</summary>
    public static TheoryData<string, string, string> Noticed => new()
    {
        // An object is given to foreign code as object.
        { "a computed property of an object given as object", J, "return Json.Write(new J { A = 1 });" },
        { "by its own type", J, "object o = new J(); return JS.Serialize(o, o.GetType());" },
        { "from a variable of type object", J, "object o = new J(); return JS.Serialize(o);" },
        { "with object as the type argument", J, "return JS.Serialize<object>(new J());" },
        { "in a dictionary of objects", J, "return JS.Serialize(new Dictionary<string, object> { [\"k\"] = new J() });" },
        { "in a list of objects", J, "return JS.Serialize(new List<object> { new J() });" },
        { "in an array of objects", J, "return JS.Serialize(new object[] { 1, new J() });" },
        { "in a collection expression", J, "IEnumerable<object> all = [1, new J()]; return JS.Serialize(all);" },
        { "in a collection without type", J, "return JS.Serialize(new System.Collections.ArrayList { new J() });" },
        { "in an anonymous object", J, "return Json.Write(new { X = new J() });" },
        { "in an anonymous object in an anonymous object", J, "return Json.Write(new { X = new { Y = new[] { new J() } } });" },
        { "in a tuple", J, "return Json.Write((1, new J()));" },
        { "in a tuple of objects", J, "(object, int) t = (new J(), 1); return JS.Serialize(t);" },
        { "an array given as object", J, "return Json.Write(new[] { new J() });" },
        { "an array given as a sequence of objects", J, "return Json.WriteAll(new[] { new J() });" },
        { "a list given as a sequence of objects", J, "return Json.WriteAll(new List<J> { new J() });" },
        { "a sequence cast to objects", J, "return JS.Serialize(new[] { new J() }.Cast<object>().ToList());" },
        { "a lambda that gives an object", J, "return JS.Serialize(new[] { 1 }.Select(i => (object)new J { A = i }));" },
        { "an iterator of objects", J + " public static class M { public static IEnumerable<object> All() { yield return new J(); } }", "return JS.Serialize(M.All());" },
        { "given back as object by an own method", J + " public static class M { public static object Make() => new J(); }", "return JS.Serialize(M.Make());" },
        { "given back as object by an async method", J + " public static class M { public static async Task<object> Make() { await Task.Yield(); return new J(); } }", "return JS.Serialize(M.Make().Result);" },
        { "given to an own method as object", J + " public static class M { public static string Text(object o) => Json.Write(o); }", "return M.Text(new J());" },
        { "given to an own method through a delegate", J + " public static class M { public static string Text(object o) => Json.Write(o); }", "return string.Concat(new[] { new J() }.Select(M.Text));" },
        { "made by a method that becomes a delegate", J + " public static class M { public static J Make() => new J(); }", "Func<object> make = M.Make; return Json.Write(make());" },
        { "made by a method that becomes a delegate of the package", J + " public static class M { public static J Make() => new J(); }", "Maker make = M.Make; return Json.Write(make());" },
        { "given to an own interface as object", J + " public interface IOut { string Put(object o); } public sealed class Out : IOut { public string Put(object o) => Json.Write(o); }", "IOut put = new Out(); return put.Put(new J());" },
        { "given to an own generic method", J + " public static class M { public static string Text<T>(T value) => Json.Write(value); }", "return M.Text(new J());" },
        { "a method, given to an own generic method", "public class J { public int ShouldSerializeA() => «1|2»; } public static class M { public static string Text<T>(T value) => Json.Write(value); }", "return M.Text(new J());" },
        { "a method, given through two own generic methods", "public class J { public int ShouldSerializeA() => «1|2»; } public static class M { public static string Text<T>(T value) => More(new[] { value }); static string More<T>(IEnumerable<T> values) => string.Concat(values.Select(v => Json.Write(v))); }", "return M.Text(new J());" },
        { "a method, given to an own generic class", "public class J { public int ShouldSerializeA() => «1|2»; } public class Box<T>(T value) { public string Text() => Json.Write(value); }", "return new Box<J>(new J()).Text();" },
        { "a method, looked at through an own type parameter", "public class J { public int Hidden() => «1|2»; } public static class M { public static int Count<T>() => typeof(T).GetMethods().Length; }", "return M.Count<J>().ToString();" },
        { "kept in an own field of type object", J + " public sealed class Bag { public object? Value; }", "var bag = new Bag { Value = new J() }; return Json.Write(bag.Value);" },
        { "kept in a static field of type object", J + " public static class M { public static readonly object Value = new J(); }", "return Json.Write(M.Value);" },
        { "kept in a property of the package", J, "return new Page { Model = new J() }.Render();" },
        { "kept in a dictionary of the package", J, "var page = new Page(); page.Values[\"j\"] = new J(); return page.Render();" },
        { "kept in a local that a lambda captures", J, "object o = new J(); Func<string> f = () => Json.Write(o); return f();" },
        { "chosen by a condition", J + " public class K { }", "object o = context is null ? new K() : new J(); return Json.Write(o);" },
        { "chosen by ??", J, "J? none = null; return Json.Write(none ?? (object)new J());" },
        { "chosen by a switch expression", J + " public class K { }", "return Json.Write(context.ToString() switch { \"a\" => (object)1, \"b\" => new K(), _ => new J() });" },
        { "written through a reference", J + " public static class M { public static void Set(out object o) => o = new J(); }", "M.Set(out var o); return Json.Write(o);" },
        { "among the values of a log", J, "return Json.Log(\"{@J}\", new J());" },
        { "among many values of a log", J, "return Json.Log(\"{@J}\", 1, 2, 3, 4, 5, new J());" },
        { "a structure in a box", "public struct P { public int X; public int Twice => X * «2|3»; }", "return Json.Write(new P { X = 1 });" },
        { "a method of a structure in a box", "public struct P { public int X; public int Twice() => X * «2|3»; }", "object o = new P { X = 1 }; return Json.Write(o);" },
        { "a structure that may be missing, in a box", "public struct P { public int X; public int Twice() => X * «2|3»; }", "P? p = new P(); return Json.Write(p);" },
        { "a record given as object", "public record R(int A) { public string Label => \"«v|w»\"; }", "return Json.Write(new R(1));" },
        { "the name of a property", "public class J { public int «A|B» { get; set; } }", "return Json.Write(new J());" },
        { "a private member", "public class J { private int Secret => «1|2»; }", "return Json.Write(new J());" },
        { "a static member", "public class J { public static int Count() => «1|2»; }", "return Json.Write(new J());" },
        { "a constant", "public class J { public const int Max = «1|2»; }", "return Json.Write(new J());" },
        { "a method that a serializer finds by its name", "public class J { public int A { get; set; } public bool ShouldSerializeA() => A > «0|1»; }", "return Json.Write(new J());" },
        { "a callback that an attribute marks", "public class J { public int A; [System.Runtime.Serialization.OnSerializing] internal void On(System.Runtime.Serialization.StreamingContext c) => A = «1|2»; }", "return Json.Write(new J());" },
        { "a callback, where the type is an argument of the package's method", "public class J { public int A; [System.Runtime.Serialization.OnDeserialized] internal void On(System.Runtime.Serialization.StreamingContext c) => A = «1|2»; }", "return Json.Read<J>(\"\").A.ToString();" },
        { "a callback, where a list of the type is an argument of the package's method", "public class J { public bool ShouldSerializeA() => «true|false»; }", "return Json.WriteAs(new List<J>());" },
        { "an attribute of the package on a property", "public class J { [JsonProperty(\"«a|b»\")] public int A { get; set; } }", "return Json.Write(new J());" },
        { "an attribute on a property, by its own type", "public class J { [JsonPropertyName(\"«a|b»\")] public int A { get; set; } }", "object o = new J(); return JS.Serialize(o, o.GetType());" },
        { "an attribute on a field", "public class J { [JsonProperty(\"«a|b»\")] public int A; }", "return Json.Write(new J());" },
        { "an attribute on a method", "public class J { [JsonProperty(\"«a|b»\")] public int A() => 1; }", "return Json.Write(new J());" },
        { "an attribute on a method's parameter", "public class J { public int A([JsonProperty(\"«a|b»\")] int x) => x; }", "return Json.Write(new J());" },
        { "an attribute on an event", "public class J { [JsonProperty(\"«a|b»\")] public event Action? A { add { } remove { } } }", "return Json.Write(new J());" },
        { "an attribute on the type", "[JsonProperty(\"«a|b»\")] public class J { }", "return Json.Write(new J());" },
        { "an attribute on a base", "[JsonProperty(\"«a|b»\")] public class B { } public class J : B { }", "return Json.Write(new J());" },
        { "an attribute on an interface", "[JsonProperty(\"«a|b»\")] public interface I { } public class J : I { }", "return Json.Write(new J());" },
        { "what an attribute gives", "public class MineAttribute : JsonPropertyAttribute { public MineAttribute() : base(\"a\") { } public int N => «1|2»; } [Mine] public class J { }", "return Json.Write(new J());" },
        { "an obsolete message that somebody may read", "public class J { [Obsolete(\"«a|b»\")] public int A { get; set; } }", "return Json.Write(new J());" },

        { "the name of a property of an anonymous object", "", "return Json.Write(new { «A|B» = 1 });" },
        { "the order of properties", "public class J { «public int A { get; set; } public int B { get; set; }|public int B { get; set; } public int A { get; set; }» }", "return Json.Write(new J());" },
        { "the order of members of a record", "public record R(«int A, int B|int B, int A»);", "return Json.Write(new R(1, 1));" },
        { "the default of a constructor's parameter", "public class J(int x = «1|2») { public int X => x; }", "return Json.Read<J>(\"\").X.ToString();" },
        { "who sees the type", "«public|internal» class J { public int A { get; set; } }", "return Json.Write(new J());" },
        { "an attribute on what a method gives", "public class J { [return: JsonProperty(\"«a|b»\")] public int A() => 1; }", "return Json.Write(new J());" },
        { "by an override that gives another class than its base says", J.Replace("class J", "class J : JBase", StringComparison.Ordinal) + " public class JBase; public abstract class B { public abstract JBase Get(); } public class D : B { public override J Get() => new(); }", "B b = new D(); return Json.Write(b.Get());" },
        { "as the item of a loop over objects", J, "foreach (object o in new List<J> { new() }) { return Json.Write(o); } return \"\";" },
        { "through a delegate that is covariant", J, "Func<J> f = () => new J(); Func<object> g = f; return Json.Write(g());" },
        { "in a span of params", J + " public static class M { public static string Text(params ReadOnlySpan<object> all) => JS.Serialize(all.ToArray()); }", "return M.Text(1, new J());" },
        { "through an own interface that a class implements by itself", J + " public interface IHas<T> { T Value { get; } } public class Has : IHas<object> { object IHas<object>.Value => new J(); }", "IHas<object> has = new Has(); return Json.Write(has.Value);" },
        { "through a weak reference", J, "return Json.Write(new WeakReference(new J()).Target);" },
        { "through the local of a thread", J, "var local = new ThreadLocal<object>(() => new J()); return Json.Write(local.Value);" },
        { "in a pattern", J, "object o = new J(); return o is { } x ? Json.Write(x) : \"\";" },
        { "as an event's sender", J + " public class K { public event EventHandler? E; public void Go() => E?.Invoke(new J(), EventArgs.Empty); }", "var k = new K(); var s = \"\"; k.E += (o, e) => s = Json.Write(o); k.Go(); return s;" },
        { "as the state of a task", J, "return Task.Factory.StartNew(o => Json.Write(o), new J()).Result;" },
        { "as an enumeration's names in a sequence", "public enum E { «A|B» }", "return Json.Write(Enum.GetNames<E>());" },
        { "in a record copied by with", "public record R(int A) { public int N() => «1|2»; }", "var r = new R(1); object o = r with { A = 2 }; return Json.Write(o);" },
        { "a default member of an own interface", "public interface I { int N => «1|2»; } public class J : I;", "return Json.Write(new J());" },

        { "through an own interface that is covariant", J + " public interface IGive<out T> { T Get(); } public sealed class Gives : IGive<J> { public J Get() => new J(); }", "IGive<object> give = new Gives(); return Json.Write(give.Get());" },
        { "made by an own generic method", J + " public static class M { public static object Make<T>() where T : new() => new T(); }", "return Json.Write(M.Make<J>());" },
        { "made in an expression tree", J, "System.Linq.Expressions.Expression<Func<object>> make = () => new J(); return Json.Write(make.Compile()());" },
        { "made by a clone", "public class J { public int N => «1|2»; public object Copy() => MemberwiseClone(); } public static class M { public static object Make() => new J().Copy(); }", "return Json.Write(M.Make());" },
        { "exchanged for another object", J + " public static class M { public static object Value = 1; }", "Interlocked.Exchange(ref M.Value, new J()); return Json.Write(M.Value);" },
        { "in a formattable text", J, "return Json.Write(((FormattableString)$\"{new J()}\").GetArguments());" },
        { "given to a formatter", J, "return string.Format((object)context as IFormatProvider, \"{0}\", new J());" },
        { "given to a sequence of params", J + " public static class M { public static string Text(params IEnumerable<object> all) => JS.Serialize(all); }", "return M.Text(1, new J());" },
        { "in a span of objects", J, "Span<object> all = new object[2]; all[1] = new J(); return JS.Serialize(all.ToArray());" },
        { "as the result of a task", J, "return JS.Serialize(Task.FromResult<object>(new J()).Result);" },
        { "made lazily", J, "return JS.Serialize(new Lazy<object>(() => new J()).Value);" },
        { "in the data of an exception", J, "var e = new Exception(); e.Data[\"j\"] = new J(); return JS.Serialize(e.Data);" },
        { "thrown", "public sealed class E : Exception { public int N => «1|2»; } public static class M { public static void Fail() => throw new E(); }", "try { M.Fail(); return \"\"; } catch (Exception e) { return Json.Write(e); }" },
        { "in a field of a tuple", J, "(object A, int B) t = default; t.A = new J(); return JS.Serialize(t.A);" },
        { "on a dynamic bag", J, "dynamic bag = new System.Dynamic.ExpandoObject(); bag.J = new J(); return Json.Write((object)bag);" },
        { "by a local function", J, "return Text(new J()); string Text(object o) => Json.Write(o);" },
        { "in a class that an own generic class gives as object", "public class J { public int N() => «1|2»; } public interface IBox { object Value { get; } } public class Box<T>(T value) : IBox { object IBox.Value => value!; }", "IBox box = new Box<J>(new J()); return Json.Write(box.Value);" },
        { "in a class that hides it in a generic base", "public class J { public int N() => «1|2»; } public class Box<T> { public T? Value; } public sealed class JBox : Box<J>;", "return Json.Write(new JBox());" },
        { "the argument of a generic class below its interface", "public class J { public int N() => «1|2»; } public interface IBox { } public class Box<T>(T value) : IBox { public T Value => value; } public static class M { public static string Text(IBox box) => Json.Write(box); }", "return M.Text(new Box<J>(new J()));" },
        { "by a plug-in that the package calls", "public class J : IModel { public int N() => «1|2»; } public sealed class Plug : IPlugin { public int Rank() => Json.Write(new J()).Length; }", "IPlugin plug = new Plug(); return JS.Serialize(plug.Rank());" },

        // What is reached from such an object.
        { "the type of a property", "public class K { public int N() => «1|2»; } public class J { public K? K { get; set; } }", "return Json.Write(new J());" },
        { "the element of a list in a property", "public class K { public int N() => «1|2»; } public class J { public List<K> All { get; } = []; }", "return Json.Write(new J());" },
        { "the type of a property of a property", "public class L { public int N() => «1|2»; } public class K { public L[] L { get; set; } = []; } public class J { public K? K { get; set; } }", "return Json.Write(new J());" },
        { "the type of a field", "public class K { public int N() => «1|2»; } public class J { public K? K; }", "return Json.Write(new J());" },
        { "what a method gives", "public class K { public int N() => «1|2»; } public class J { public K K() => new K(); }", "return Json.Write(new J());" },
        { "a derived class in a property of a base's type", "public class B { } public class D : B { public int N() => «1|2»; } public class J { public B? Part { get; set; } }", "return Json.Write(new J { Part = new D() });" },
        { "a derived class given as its own base", "public class B { } public class D : B { public int N => «1|2»; } public static class M { public static string Text(B b) => Json.Write(b); }", "return M.Text(new D());" },
        { "a class given as its own interface", "public interface I { } public class D : I { public int N => «1|2»; } public static class M { public static string Text(I i) => Json.Write(i); }", "return M.Text(new D());" },
        { "a class made before its interface is given away", "public interface I { } public class D : I { public int N => «1|2»; }", "var all = new List<I> { new D() }; return Json.Write(all);" },
        { "a class two bases below", "public class B { } public class C : B { } public class D : C { public int N => «1|2»; } public static class M { public static B Make() => new D(); }", "return Json.Write(M.Make());" },
        { "a member of a base", "public class B { public int N() => «1|2»; } public class D : B { }", "return Json.Write(new D());" },
        { "a generic class", "public class Box<T> { public T? Value; public int N() => «1|2»; }", "return Json.Write(new Box<int>());" },
        { "the argument of a generic class", "public class K { public int N() => «1|2»; } public class Box<T> { public T? Value; }", "return Json.Write(new Box<K>());" },
        { "a nested class", "public class Outer { public class J { public int N => «1|2»; } }", "return Json.Write(new Outer.J());" },

        // An interface or base of foreign code.
        { "an interface of the package", "public class J : IModel { public int N => «1|2»; }", "IModel m = new J(); return JS.Serialize(m);" },
        { "an interface of the package, given to an own method", "public class J : IModel { public int N => «1|2»; } public static class M { public static string Text(IModel m) => Json.Write(m); }", "return M.Text(new J());" },
        { "an interface of the framework", "public class J : IComparable { public int N => «1|2»; public int CompareTo(object? o) => 0; }", "return JS.Serialize((IComparable)new J());" },
        { "a base of the package that looks at its object", "public class J : Model { public int N => «1|2»; }", "return new J().Dump();" },
        { "a base of the package that looks at its object when it is made", "public class J : Model { public int N => «1|2»; }", "return new J().ToString()!;" },
        { "a collection of one's own", "public class All : List<int> { public int N => «1|2»; }", "IEnumerable<int> all = new All(); return JS.Serialize<object>(all);" },

        // dynamic
        { "a default of a parameter", "public class J { public int A(int x = «1|2») => x; }", "return Json.Write(new J());" },
        { "a constraint of a type parameter", "public class J { public int A<T>() where T : «class|new()» => 1; }", "return Json.Write(new J());" },
        { "that its class may be derived from", "public «|sealed »class J { public int A { get; set; } }", "return Json.Write(new J());" },
        { "a dynamic method", "public class J { public int Foo() => «1|2»; }", "dynamic d = new J(); return ((int)d.Foo()).ToString();" },
        { "a dynamic property", "public class J { public int P => «1|2»; }", "dynamic d = new J(); return ((int)d.P).ToString();" },
        { "a dynamic field", "public class J { public int P = «1|2»; }", "dynamic d = new J(); return ((int)d.P).ToString();" },
        { "a dynamic property that is set", "public class J { public int P { set => V = value + «1|2»; } public int V; }", "dynamic d = new J(); d.P = 1; return ((int)d.V).ToString();" },
        { "a dynamic indexer", "public class J { public int this[int i] => i + «1|2»; }", "dynamic d = new J(); return ((int)d[1]).ToString();" },
        { "a dynamic operator", "public class J { public static int operator +(J a, int b) => b + «1|2»; }", "dynamic d = new J(); return ((int)(d + 1)).ToString();" },
        { "an operator of the other operand", "public class K { public static int operator +(J a, K b) => «1|2»; } public class J { }", "dynamic d = new J(); return ((int)(d + new K())).ToString();" },
        { "a dynamic conversion", "public class J { public static implicit operator int(J a) => «1|2»; }", "dynamic d = new J(); int i = d; return i.ToString();" },
        { "a conversion that the target declares", "public class K { public int N; public static explicit operator K(J a) => new K { N = «1|2» }; } public class J { }", "dynamic d = new J(); return ((K)d).N.ToString();" },
        { "a constructor with a dynamic argument", "public class K { public int N; public K(int a) => N = a + «1|2»; public K(string a) { } }", "dynamic d = 1; return new K(d).N.ToString();" },
        { "an overload chosen by a dynamic argument", "public class K { public int N(int a) => a + «1|2»; public int N(string a) => 0; }", "dynamic d = 1; return ((int)new K().N(d)).ToString();" },
        { "a static overload chosen by a dynamic argument", "public static class K { public static int N(int a) => a + «1|2»; public static int N(string a) => 0; }", "dynamic d = 1; return ((int)K.N(d)).ToString();" },
        { "a member of what a dynamic member gives", "public class K { public int N() => «1|2»; } public class J { public K Get() => new K(); }", "dynamic d = new J(); return ((int)d.Get().N()).ToString();" },
        { "a dynamic member of a base", "public class B { public int N() => «1|2»; } public class J : B { }", "dynamic d = new J(); return ((int)d.N()).ToString();" },
        { "a dynamic parameter of an own method", "public class J { public int N() => «1|2»; } public static class M { public static int Of(dynamic d) => d.N(); }", "return M.Of(new J()).ToString();" },
        { "a dynamic member of a structure", "public struct J { public int N() => «1|2»; }", "dynamic d = new J(); return ((int)d.N()).ToString();" },

        // [UnsafeAccessor]
        { "the method behind an accessor", "public sealed class H { private int Secret() => «1|2»; }", "return Get(new H()).ToString(); [UnsafeAccessor(UnsafeAccessorKind.Method, Name = \"Secret\")] static extern int Get(H h);" },
        { "the method behind an accessor of a class", "public sealed class H { private int Secret() => «1|2»; } public static class X { [UnsafeAccessor(UnsafeAccessorKind.Method, Name = \"Secret\")] public static extern int Get(H h); }", "return X.Get(new H()).ToString();" },
        { "the method behind an accessor of its own name", "public sealed class H { private int Secret() => «1|2»; } public static class X { [UnsafeAccessor(UnsafeAccessorKind.Method)] public static extern int Secret(H h); }", "return X.Secret(new H()).ToString();" },
        { "the static method behind an accessor", "public sealed class H { private static int Secret() => «1|2»; }", "return Get(null).ToString(); [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = \"Secret\")] static extern int Get(H? h);" },
        { "the constructor behind an accessor", "public sealed class H { public int V; private H(int x) => V = x + «1|2»; }", "return Make(1).V.ToString(); [UnsafeAccessor(UnsafeAccessorKind.Constructor)] static extern H Make(int x);" },
        { "the field behind an accessor", "public sealed class H { private int _v = «1|2»; }", "return V(new H()).ToString(); [UnsafeAccessor(UnsafeAccessorKind.Field, Name = \"_v\")] static extern ref int V(H h);" },
        { "the static field behind an accessor", "public sealed class H { private static int _v = «1|2»; }", "return V(null).ToString(); [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = \"_v\")] static extern ref int V(H? h);" },
        { "which field an accessor is for", "public sealed class H { private int _v = 1; private int _w = 2; }", "return V(new H()).ToString(); [UnsafeAccessor(UnsafeAccessorKind.Field, Name = \"«_v|_w»\")] static extern ref int V(H h);" },
        { "the kind of an accessor", "public sealed class H { private static int Secret(H? h) => 1; private int Secret() => 2; }", "return Get(new H()).ToString(); [UnsafeAccessor(UnsafeAccessorKind.«Method|StaticMethod», Name = \"Secret\")] static extern int Get(H h);" },
        { "the method of a structure behind an accessor", "public struct H { private int Secret() => «1|2»; }", "var h = new H(); return Get(ref h).ToString(); [UnsafeAccessor(UnsafeAccessorKind.Method, Name = \"Secret\")] static extern int Get(ref H h);" },
        { "the method of a generic class behind an accessor", "public sealed class H<T> { private int Secret() => «1|2»; } public static class X<T> { [UnsafeAccessor(UnsafeAccessorKind.Method, Name = \"Secret\")] public static extern int Get(H<T> h); }", "return X<int>.Get(new H<int>()).ToString();" },
        { "the static method of a type that the accessor names", "static class H { static int Secret() => «1|2»; }", "return Get(null).ToString(); [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = \"Secret\")] static extern int Get([UnsafeAccessorType(\"H, Main\")] object? h);" },
        { "the constructor of a type that the accessor names", "sealed class H { H() => System.Environment.ExitCode = «1|2»; }", "return Make().ToString()!; [UnsafeAccessor(UnsafeAccessorKind.Constructor)] [return: UnsafeAccessorType(\"H\")] static extern object Make();" },

        { "the method of a generic type that the accessor names", "sealed class H<T> { int Secret() => «1|2»; }", "return X.Get<int>(null!).ToString(); } static class X { [UnsafeAccessor(UnsafeAccessorKind.Method, Name = \"Secret\")] internal static extern int Get<T>([UnsafeAccessorType(\"H`1[[!!0]]\")] object h);" },

        // Layout
        { "the length of an inline array", "[InlineArray(«4|8»)] public struct B { private int _e; }", "return Unsafe.SizeOf<B>().ToString();" },
        { "the length of an inline array in a structure", "[InlineArray(«4|8»)] public struct B { private int _e; } public struct T { public B B; }", "return Unsafe.SizeOf<T>().ToString();" },
        { "the length of an inline array behind sizeof", "[InlineArray(«4|8»)] public struct B { private int _e; } public struct T { public B B; }", "unsafe { return sizeof(T).ToString(); }" },
        { "the length of an inline array that is filled", "[InlineArray(«4|8»)] public struct B { private int _e; }", "var b = new B(); foreach (ref var e in b) { e = 1; } return b[0].ToString();" },
        { "the length of a buffer", "public unsafe struct B { public fixed int E[«4|8»]; }", "unsafe { return sizeof(B).ToString(); }" },
        { "a structure in a structure", "public struct A { public «int|long» X; } public struct B { public A A; }", "unsafe { return sizeof(B).ToString(); }" },
        { "the size of a text in native layout", "public struct A { [System.Runtime.InteropServices.MarshalAs(System.Runtime.InteropServices.UnmanagedType.ByValTStr, SizeConst = «4|8»)] public string X; }", "return System.Runtime.InteropServices.Marshal.SizeOf<A>().ToString();" },

        // Attributes
        { "an attribute read through GetType() in the class", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public class B { public int N() => GetType().GetCustomAttribute<OrderAttribute>()!.N; } [Order(«1|2»)] public sealed class J : B { }", "return new J().N().ToString();" },
        { "an attribute read through GetType() of an object", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } [Order(«1|2»)] public sealed class J { }", "return new J().GetType().GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "an attribute read through GetType() of a type parameter", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } [Order(«1|2»)] public sealed class J { } public static class M { public static int Of<T>(T t) => t!.GetType().GetCustomAttribute<OrderAttribute>()!.N; }", "return M.Of(new J()).ToString();" },
        { "an attribute read through GetType() of an interface", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public interface I { } [Order(«1|2»)] public sealed class J : I { } public static class M { public static int Of(I i) => i.GetType().GetCustomAttribute<OrderAttribute>()!.N; }", "return M.Of(new J()).ToString();" },
        { "an attribute read through GetType() of a structure", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } [Order(«1|2»)] public struct J { }", "return new J().GetType().GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "an inherited attribute", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } [Order(«1|2»)] public class B { } public sealed class J : B { }", "return new J().GetType().GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "an inherited attribute of a method", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public class B { [Order(«1|2»)] public virtual void X() { } } public sealed class J : B { public override void X() { } }", "return typeof(J).GetMethod(\"X\")!.GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "an attribute of the step itself", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public abstract class Ordered : Step<string> { protected string N() => GetType().GetCustomAttribute<OrderAttribute>()!.N.ToString(); } [Order(«1|2»)] public sealed class Other : Ordered { public string Run() => N(); }", "return new Other().Run();" },
        { "an attribute of a method that typeof leads to", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public class J { [Order(«1|2»)] public void X() { } }", "return typeof(J).GetMethods()[0].GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "an attribute of the assembly", "[assembly: Order(«1|2»)] public sealed class OrderAttribute(int n) : Attribute { public int N => n; }", "return typeof(string).Assembly.GetCustomAttribute<OrderAttribute>()?.N.ToString() ?? \"\";" },
        { "an attribute of the assembly by a type", "[assembly: Order(«1|2»)] public sealed class OrderAttribute(int n) : Attribute { public int N => n; }", "return Assembly.GetExecutingAssembly().GetCustomAttributes(typeof(OrderAttribute), false).Length.ToString();" },
        { "an attribute of the assembly by a base of its type", "[assembly: MyOrder(«1|2»)] public class OrderAttribute(int n) : Attribute { public int N => n; } public sealed class MyOrderAttribute(int n) : OrderAttribute(n);", "return Assembly.GetExecutingAssembly().GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "the metadata of the assembly", "[assembly: System.Reflection.AssemblyMetadata(\"key\", \"«1|2»\")]", "return string.Concat(typeof(S).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Select(a => a.Value));" },
        { "all attributes of the assembly", "[assembly: System.Reflection.AssemblyMetadata(\"key\", \"«1|2»\")]", "return typeof(S).Assembly.CustomAttributes.Count().ToString();" },
        { "an attribute of the module", "[module: Order(«1|2»)] public sealed class OrderAttribute(int n) : Attribute { public int N => n; }", "return typeof(S).Module.GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "the version of the assembly, where it is asked for", "[assembly: System.Reflection.AssemblyVersion(\"«1|2».0.0.0\")]", "return typeof(S).Assembly.GetName().Version!.ToString();" },

        // Native code
        { "how a text is handed to native code", "public static class N { [DllImport(\"c\")] public static extern nint strlen([MarshalAs(UnmanagedType.«LPUTF8Str|LPWStr»)] string s); }", "return N.strlen(\"a\").ToString();" },
        { "how native code gives a text", "public static class N { [DllImport(\"c\")] [return: MarshalAs(UnmanagedType.«LPUTF8Str|LPWStr»)] public static extern string f(); }", "return N.f();" },
        { "which way an array is handed to native code", "public static class N { [DllImport(\"c\")] public static extern void f([«In|In, Out»] int[] a); }", "N.f([]); return \"\";" },
        { "the code of an own marshaler", "public sealed class Cm : ICustomMarshaler { public static ICustomMarshaler GetInstance(string cookie) => new Cm(); public object MarshalNativeToManaged(nint p) => «1|2»; public nint MarshalManagedToNative(object o) => 0; public void CleanUpNativeData(nint p) { } public void CleanUpManagedData(object o) { } public int GetNativeDataSize() => 0; } public static class N { [DllImport(\"c\")] public static extern void f([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Cm))] object o); }", "N.f(1); return \"\";" },
        { "the cookie of an own marshaler", "public sealed class Cm : ICustomMarshaler { public static ICustomMarshaler GetInstance(string cookie) => new Cm(); public object MarshalNativeToManaged(nint p) => 1; public nint MarshalManagedToNative(object o) => 0; public void CleanUpNativeData(nint p) { } public void CleanUpManagedData(object o) { } public int GetNativeDataSize() => 0; } public static class N { [DllImport(\"c\")] public static extern void f([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Cm), MarshalCookie = \"«a|b»\")] object o); }", "N.f(1); return \"\";" },
        { "how native code calls a delegate with a text", "public delegate int D([MarshalAs(UnmanagedType.«LPStr|LPWStr»)] string s);", "D d = s => 1; return Marshal.GetFunctionPointerForDelegate(d).ToString();" },
        { "what a delegate gives native code", "[return: MarshalAs(UnmanagedType.«I1|Bool»)] public delegate bool D(); public static class N { [DllImport(\"c\")] public static extern void f(D d); }", "N.f(() => true); return \"\";" },
        { "how native code calls a delegate", "[UnmanagedFunctionPointer(CallingConvention.«Cdecl|StdCall»)] public delegate int D(int x); public static class N { [DllImport(\"c\")] public static extern void f(D d); }", "N.f(x => x); return \"\";" },
        { "an assembly without marshalling", "«|[assembly: DisableRuntimeMarshalling] »public static class N { [DllImport(\"c\")] public static extern int f(bool b); }", "return N.f(true).ToString();" },
        { "an assembly without marshalling, for a delegate", "«|[assembly: DisableRuntimeMarshalling] »public delegate int D(bool b);", "D d = b => 1; return Marshal.GetFunctionPointerForDelegate(d).ToString();" },
        { "an assembly without marshalling, for a pointer to native code", "«|[assembly: DisableRuntimeMarshalling] »public static class M { public static nint P; }", "unsafe { return ((delegate* unmanaged<char, int>)M.P)('a').ToString(); }" },
        { "where a native library is looked for", "[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.«AssemblyDirectory|System32»)] public static class N { [DllImport(\"c\")] public static extern int f(); }", "return N.f().ToString();" },
        { "how a native method is called", "public static class N { [DllImport(\"c\")] [UnmanagedCallConv(CallConvs = new[] { typeof(«CallConvCdecl|CallConvStdcall») })] public static extern int f(); }", "return N.f().ToString();" },
        { "the layout of what native code gives", "public struct P { public «int A; public short B;|short B; public int A;» } public static class N { [DllImport(\"c\")] public static extern P f(); }", "return N.f().A.ToString();" },
        { "a handle that the runtime makes", "public sealed class H : SafeHandle { public H() : base(«0|-1», true) { } public override bool IsInvalid => false; protected override bool ReleaseHandle() => true; } public static class N { [DllImport(\"c\")] public static extern H f(); }", "return N.f().IsInvalid.ToString();" },

        // Storage of static fields
        { "a static field for each thread", "public static class M { «|[ThreadStatic] »public static int N; }", "M.N++; return M.N.ToString();" },
        { "a static property for each thread", "public static class M { «|[field: ThreadStatic] »public static int N { get; set; } }", "M.N++; return M.N.ToString();" },

        // Flags, and attributes for tools
        { "that a class is serializable", "«|[Serializable] »public class J { public int A; }", "return Json.Write(new J());" },
        { "that a field is not", "public class J { «|[NonSerialized] »public int A; }", "return Json.Write(new J());" },
        { "that a static field can be set", "public class J { public static «|readonly »int A; }", "return typeof(J).GetFields()[0].IsInitOnly.ToString();" },
        { "that a parameter is optional", "public class J { public void N([«In|In, Optional»] int a) { } }", "return typeof(J).GetMethods()[0].GetParameters()[0].IsOptional.ToString();" },
        { "params of a dynamic method", "public class J { public int N(«|params »int[] a) => a.Length; }", "dynamic d = new J(); return ((int)d.N(new int[0])).ToString();" },
        { "what debuggers show, where code asks for it", "[System.Diagnostics.DebuggerDisplay(\"«a|b»\")] public class J { public int A; }", "return typeof(J).GetCustomAttribute<System.Diagnostics.DebuggerDisplayAttribute>()!.Value!;" },
        { "the same by a type", "[System.Diagnostics.DebuggerDisplay(\"«a|b»\")] public class J { public int A; }", "return typeof(J).GetCustomAttributes(typeof(System.Diagnostics.DebuggerDisplayAttribute), false)[0].ToString()!;" },
        { "the same in a helper", "[System.Diagnostics.DebuggerDisplay(\"«a|b»\")] public class J { public int A; } public static class M { public static string? Of(Type type) => type.GetCustomAttribute<System.Diagnostics.DebuggerDisplayAttribute>()?.Value; }", "return M.Of(typeof(J))!;" },
        { "among all attributes", "«|[System.Diagnostics.StackTraceHidden] »public class J { public int A; }", "return typeof(J).GetCustomAttributes(false).Length.ToString();" },
        { "among the data of all attributes", "«|[System.Diagnostics.StackTraceHidden] »public class J { public int A; }", "return typeof(J).CustomAttributes.Count().ToString();" },
        { "among all attributes by their base", "«|[System.Diagnostics.StackTraceHidden] »public class J { public int A; }", "return typeof(J).GetCustomAttributes<Attribute>().Count().ToString();" },
        { "a condition of a method, where code asks for it", "public class J { [System.Diagnostics.Conditional(\"«A|B»\")] public void N() { } }", "return typeof(J).GetMethod(\"N\")!.GetCustomAttribute<System.Diagnostics.ConditionalAttribute>()!.ConditionString;" },
        { "the names in a tuple, where code asks for them", "public class J { public (int A, int «B|C») T; }", "return typeof(J).GetField(\"T\")!.GetCustomAttribute<TupleElementNamesAttribute>()!.TransformNames[1]!;" },
        { "the name of a source of events", "[System.Diagnostics.Tracing.EventSource(Name = \"«a|b»\")] public sealed class J : System.Diagnostics.Tracing.EventSource;", "return System.Diagnostics.Tracing.EventSource.GetName(typeof(J));" },
        { "the name of an enumeration's member behind object", "public enum E { A, «B|X» } [System.ComponentModel.DefaultValue((E)1)] public class J;", "return typeof(J).GetCustomAttribute<System.ComponentModel.DefaultValueAttribute>()!.Value!.ToString()!;" },
        { "the same among several", "public enum E { A, «B|X» } public sealed class AllAttribute(params object[] all) : Attribute { public object[] All => all; } [All(1, (E)1)] public class J;", "return typeof(J).GetCustomAttribute<AllAttribute>()!.All[1].ToString()!;" },

        // What code goes on to from a delegate, an expression, a type or itself
        { "a parameter of an interface that a proxy stands for", "public class P : DispatchProxy { protected override object? Invoke(MethodInfo? m, object?[]? a) => m!.GetParameters()[0].Name; } public interface I { string N(int «a|b»); }", "return DispatchProxy.Create<I, P>().N(1);" },
        { "an attribute of an interface that a proxy stands for", "public class P : DispatchProxy { protected override object? Invoke(MethodInfo? m, object?[]? a) => m!.GetParameters()[0].Name; } public interface I { [System.ComponentModel.Description(\"«a|b»\")] string N(int a); }", "return DispatchProxy.Create<I, P>().N(1);" },
        { "the argument of a generic type that is asked for", "public interface I { int «N|M»(); }", "return new Lazy<I>(() => null!).GetType().GetGenericArguments()[0].GetMethods()[0].Name;" },
        { "the object behind a delegate", "public class Job { public int «A|B» { get; set; } public void Go() { } }", "Action a = new Job().Go; return JS.Serialize(a.Target);" },
        { "the object behind one of several delegates", "public class Job { public int «A|B» { get; set; } public void Go() { } }", "Action a = new Job().Go; return JS.Serialize(a.GetInvocationList()[0].Target);" },
        { "the object behind a delegate, in a helper", "public class Job { public int «A|B» { get; set; } public void Go() { } } public static class M { public static string Of(Delegate d) => JS.Serialize(d.Target); }", "return M.Of(new Job().Go);" },
        { "an object of a derived class behind a delegate", "public class B { public void Go() { } } public class D : B { public int N => «1|2»; }", "Action a = new D().Go; return JS.Serialize(a.Target);" },
        { "an attribute of the method behind a delegate", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public static class M { [Order(«1|2»)] public static void Go() { } }", "Action a = M.Go; return a.Method.GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "a parameter of the method behind a delegate", "public static class M { public static void Go(int «a|b») { } }", "Action<int> a = M.Go; return a.Method.GetParameters()[0].Name!;" },
        { "a parameter of the method behind a delegate, by its information", "public static class M { public static void Go(int «a|b») { } }", "Action<int> a = M.Go; return a.GetMethodInfo().GetParameters()[0].Name!;" },
        { "another method of the type behind a delegate", "public static class M { public static void Go() { } public static int B() => «1|2»; }", "Action a = M.Go; return a.Method.DeclaringType!.GetMethod(\"B\")!.Invoke(null, null)!.ToString()!;" },
        { "a parameter of the method in an expression", "public class Job { public int Go(int «a|b») => 1; }", "System.Linq.Expressions.Expression<Func<Job, int>> e = j => j.Go(1); return ((System.Linq.Expressions.MethodCallExpression)e.Body).Method.GetParameters()[0].Name!;" },
        { "a method of the type around another", "public static class Outer { public class Inner; public static int N() => «1|2»; }", "return typeof(Outer.Inner).DeclaringType!.GetMethod(\"N\")!.Invoke(null, null)!.ToString()!;" },
        { "a method two types around another", "public static class Outer { public static class Middle { public class Inner; } public static int N() => «1|2»; }", "return typeof(Outer.Middle.Inner).DeclaringType!.DeclaringType!.GetMethod(\"N\")!.Invoke(null, null)!.ToString()!;" },
        { "an attribute of the method that runs", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public static class M { [Order(«1|2»)] public static int N() => MethodBase.GetCurrentMethod()!.GetCustomAttribute<OrderAttribute>()!.N; }", "return M.N().ToString();" },
        { "an attribute of the method that runs, in a lambda", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } public static class M { [Order(«1|2»)] public static int N() { Func<string> f = () => MethodBase.GetCurrentMethod()!.DeclaringType!.DeclaringType!.Name; return f().Length; } }", "return M.N().ToString();" },
        { "a parameter of the method that runs, by its frame", "public static class M { public static string N(int «a|b») => new System.Diagnostics.StackFrame(0).GetMethod()!.GetParameters()[0].Name!; }", "return M.N(1);" },
    };

    public static TheoryData<string, string, string> Unnoticed => new()
    {
        { "a method nobody calls of a class that is used", "public class J { public int Used() => 1; public int Unused() => «1|2»; }", "return new J().Used().ToString();" },
        { "beside an object that is given away", "public class K { } public class J { public int Used() => 1; public int Unused() => «1|2»; }", "var j = new J(); return Json.Write(new K()) + j.Used() + Json.Log(\"x\", j.Used(), 2, 3, 4, 5);" },
        { "of a class used through its own interface", "public interface I { int Used(); } public class J : I { public int Used() => 1; public int Unused() => «1|2»; }", "I i = new J(); return i.Used().ToString();" },
        { "of one of two classes chosen by a condition", "public interface I { int Used(); } public class K : I { public int Used() => 2; } public class J : I { public int Used() => 1; public int Unused() => «1|2»; }", "I i = context is null ? new J() : new K(); return i.Used().ToString();" },
        { "of a class whose text is asked for", "public class J { public int Unused() => «1|2»; }", "var j = new J(); Console.WriteLine(j); return $\"{j}\" + string.Format(\"{0}\", j) + j + string.Join(\",\", new List<J> { j });" },
        { "of a class that is checked, locked and compared", "public class J { public int Unused() => «1|2»; }", "var j = new J(); ArgumentNullException.ThrowIfNull(j); lock (j) { return j.Equals(new J()) + j.GetHashCode().ToString() + ReferenceEquals(j, null); }" },
        { "of a class whose method becomes a delegate", "public class J { public int Used(int i) => i; public int Unused() => «1|2»; }", "return new[] { 1 }.Select(new J().Used).Sum().ToString();" },
        { "of a class that lambdas capture", "public class J { public int Used(int i) => i; public int Unused() => «1|2»; }", "var j = new J(); return new[] { 1 }.Select(i => j.Used(i)).Sum().ToString();" },
        { "of a class that is disposed of", "public sealed class J : IDisposable { public void Dispose() { } public int Unused() => «1|2»; }", "using var j = new J(); using (IDisposable d = System.IO.Stream.Null) { } return \"\";" },
        { "of the elements of collections", "public class J { public int A; public int Unused() => «1|2»; }", "var all = new List<J> { new J() }; var n = 0; foreach (var j in (IEnumerable<J>)all) { n += j.A; } return all.Where(j => j.A > n).OrderBy(j => j.A).ToDictionary(j => j.A).Values.ToArray()[0].A.ToString();" },
        { "of what is awaited", "public class J { public int A; public int Unused() => «1|2»; } public static class M { public static async Task<J> Make() { await Task.Yield(); return new J(); } }", "return M.Make().Result.A.ToString();" },
        { "of a class in an own generic class", "public class J { public int A; public int Unused() => «1|2»; } public class Box<T>(T value) { public T Value => value; }", "return new Box<J>(new J()).Value.A.ToString();" },
        { "of the argument of the framework's serializer, which reads properties", "public class J { public int A { get; set; } public int Unused() => «1|2»; }", "return JS.Serialize(new J());" },
        { "of a structure that is in no box", "public struct P { public int X; public int Unused() => «1|2»; }", "var p = new P(); return Json.Write(p.X) + new List<P> { p }.Count;" },
        { "of the elements of a collection expression", "public class J { public int A; public int Unused() => «1|2»; }", "IEnumerable<J> all = [new J(), new J()]; IReadOnlyList<J> one = [new J()]; return all.Concat(one).Sum(j => j.A).ToString();" },
        { "of the argument of an own generic class, beside an anonymous object", "public class J { public int A; public int Unused() => «1|2»; } public class Box<T>(T value) { public T Value => value; }", "return Json.Write(new { X = new Box<J>(new J()).Value.A, Y = 1 }) + new { A = 1 };" },
        { "of a class behind an own generic interface", "public class K { } public interface IStore<T> { T Get(); } public class Store : IStore<K> { public K Get() => new(); public int Unused() => «1|2»; }", "IStore<K> store = new Store(); store.Get(); return \"\";" },
        { "of an enumeration's neighbour", "public enum E { A, B } public static class M { public static int Of(E e) => (int)e; public static int Unused() => «1|2»; }", "return M.Of(E.A).ToString() + Json.Write(E.B);" },
        { "of a class that holds an object that is given away", "public class K { } public class J { private readonly K _k = new(); public string Used() => Json.Write(_k); public int Unused() => «1|2»; }", "return new J().Used();" },
        { "of another class below the base that is given away", "public class B { } public class D : B { public int N() => 1; } public class E : B { public int N() => «1|2»; }", "return Json.Write((B)new D());" },
        { "of the step", "", "return Json.Write(1); } public int Unused() { return «1|2»;" },
        { "another private method than the accessor is for", "public sealed class H { private int Secret() => 1; private int Other() => «1|2»; }", "return Get(new H()).ToString(); [UnsafeAccessor(UnsafeAccessorKind.Method, Name = \"Secret\")] static extern int Get(H h);" },
        { "an attribute that nobody reads", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } [Order(«1|2»)] public class J { public int A; }", "return new J().A.ToString();" },
        { "an attribute of the assembly that nobody reads", "[assembly: System.Reflection.AssemblyMetadata(\"key\", \"«1|2»\")]", "return typeof(S).Assembly.GetManifestResourceStream(\"x\") is null ? \"\" : \"x\";" },
        { "another attribute of the assembly than the one that is read", "[assembly: System.Reflection.AssemblyInformationalVersion(\"1.0.0+«1|2»\")]", "return string.Concat(typeof(S).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Select(a => a.Value));" },
        { "the version of the assembly", "[assembly: System.Reflection.AssemblyVersion(\"«1|2».0.0.0\")]", "return typeof(S).Assembly.GetTypes().Length.ToString();" },
        { "a static field for each thread that is not used", "public static class M { public static int N; «|[ThreadStatic] »public static int O; }", "return M.N.ToString();" },
        { "how a text is handed to native code that is not called", "public static class N { [DllImport(\"c\")] public static extern nint strlen([MarshalAs(UnmanagedType.«LPUTF8Str|LPWStr»)] string s); public static int One() => 1; }", "return N.One().ToString();" },
        { "what debuggers show", "[System.Diagnostics.DebuggerDisplay(\"«a|b»\")] public class J { public int A; }", "return Json.Write(new J());" },
        { "what debuggers show, where code asks for another attribute", "public sealed class OrderAttribute(int n) : Attribute { public int N => n; } [Order(1), System.Diagnostics.DebuggerDisplay(\"«a|b»\")] public class J { public int A; }", "return typeof(J).GetCustomAttribute<OrderAttribute>()!.N.ToString();" },
        { "of the type around one that is given away", "public static class Outer { public class J; public static int N() => «1|2»; }", "return Json.Write(new Outer.J());" },
        { "of a class whose method becomes a delegate, beside another target", "public class J { public int Used(int i) => i; public int Unused() => «1|2»; }", "return new[] { 1 }.Select(new J().Used).Sum().ToString() + new WeakReference(context).Target;" },
        { "that a class that is only used is serializable", "«|[Serializable] »public class J { public int A; }", "return new J().A.ToString();" },
    };

    [Theory]
    [MemberData(nameof(Noticed))]
    public void Members_that_external_code_can_find_change_the_fingerprint(string what, string members, string body)
    {
        var (before, after) = Fingerprints(members, body);

        Assert.True(before != after, what + " was not noticed");
    }

    [Theory]
    [MemberData(nameof(Unnoticed))]
    public void Members_that_external_code_cannot_find_keep_the_fingerprint(string what, string members, string body)
    {
        var (before, after) = Fingerprints(members, body);

        var changes = after.ChangesSince(before);
        Assert.True(changes.Count == 0 && before == after, $"{what} changed {string.Join("; ", changes)}");
    }

    [Theory]
    [InlineData("a computed property of an object given as object")]
    [InlineData("in a dictionary of objects")]
    [InlineData("an attribute of the package on a property")]
    [InlineData("a derived class given as its own base")]
    [InlineData("a method, given through two own generic methods")]
    [InlineData("a dynamic method")]
    [InlineData("the method behind an accessor of a class")]
    [InlineData("the length of an inline array behind sizeof")]
    [InlineData("an attribute of the assembly")]
    [InlineData("how a text is handed to native code")]
    [InlineData("a static field for each thread")]
    [InlineData("the object behind a delegate")]
    [InlineData("what debuggers show, where code asks for it")]
    public void In_a_referenced_project_it_does_too(string what)
    {
        var row = Assert.Single(Noticed, row => what.Equals(row[0]));
        var (before, after) = Fingerprints((string)row[1], (string)row[2], ofReferencedProject: true);

        Assert.True(before != after, what + " was not noticed");
    }

    private (CodeFingerprint Before, CodeFingerprint After) Fingerprints(string members, string body, bool ofReferencedProject = false)
    {
        var step = $$"""
            [Step("s", Deterministic = true)]
            public sealed class S : Step<string>
            {
                public string Run(StepContext context)
                {
                    {{body}}
                }
            }
            """;
        Assert.Contains('«', members + step);
        return (Explain("$1"), Explain("$2"));

        CodeFingerprint Explain(string variant)
        {
            string[] own = ofReferencedProject ? ["Lib"] : [];
            if (ofReferencedProject)
                Compile("Lib", members, variant, references: []);

            Compile("Main", ofReferencedProject ? step : members + "\n" + step, variant, own);
            return CodeFingerprintReader.Explain(_projects.Assemblies("Main", own), "S") ?? throw new InvalidOperationException("The step S was not found.");
        }
    }

    private void Compile(string project, string source, string variant, string[] references) =>
        _projects.Compile(project, Usings + Place().Replace(source, variant), Optimized with { References = ["Pack", .. references] });

    /// <summary>The package that all programs refer to, compiled once.</summary>
    public sealed class CompiledPackage : IDisposable
    {
        public CompiledPackage() => Projects.Compile("Pack", Package);

        internal CompiledProjects Projects { get; } = new();

        public void Dispose() => Projects.Dispose();
    }

    [GeneratedRegex("«(.*?)\\|(.*?)»")]
    private static partial Regex Place();
}
