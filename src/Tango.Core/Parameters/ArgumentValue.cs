using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tango.Parameters;

/// <summary>
/// A value after conversion to its parameter's type: identities encode it, plan files contain it, and the worker creates an object from it. A closed hierarchy; equal values are
/// equal objects, however they were written.
/// </summary>
internal abstract record ArgumentValue
{
    private ArgumentValue()
    {
    }

    /// <summary>The value as short text for messages, truncated if it is long. Needs no more time and memory for a longer list.</summary>
    /// <param name="max">The maximum length in characters.</param>
    public string Shortened(int max)
    {
        if (this is not (List or Map or Files))
            return ToString()! is var all && all.Length <= max ? all : all[..(max - 1)] + "…";

        var text = new StringBuilder();
        Append(text, max);
        return text.Length <= max ? text.ToString() : text.ToString(0, max - 1) + "…";
    }

    /// <summary>Appends the value as text, but stops after more characters than the maximum.</summary>
    private protected virtual void Append(StringBuilder text, int max)
    {
        var all = ToString()!;
        text.Append(all.AsSpan(0, (int)Math.Clamp((long)max + 1 - text.Length, 0, all.Length)));
    }

    // One more item than is shown: it shows that there are more.
    private static void AppendAll<T>(StringBuilder text, int max, ImmutableArray<T> items, string separator, Action<T> append)
    {
        for (var index = 0; index < items.Length && text.Length <= max; index++)
        {
            text.Append(index == 0 ? "" : separator);
            append(items[index]);
        }
    }

    /// <summary>Null.</summary>
    public sealed record Null : ArgumentValue
    {
        /// <summary>The only instance.</summary>
        public static Null Instance { get; } = new();

        /// <inheritdoc/>
        public override string ToString() => "null";
    }

    /// <summary>
    /// A single value of the framework: bool, char, string, long, ulong, <see cref="System.Numerics.BigInteger"/>, double, decimal, DateTime, DateTimeOffset, DateOnly, TimeOnly,
    /// TimeSpan, Guid, Uri, Version. Integers of every width are stored as the first of long, ulong and BigInteger that can represent them; floats as double.
    /// </summary>
    public sealed record Scalar(object Value) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => ScalarText.Format(Value);
    }

    /// <summary>A member of an enumeration, or a union of its flags.</summary>
    /// <param name="Text">The members' names, comma-separated, in declaration order; the number if it has no name.</param>
    public sealed record Enumeration(string Text, long Number) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>A number inside free-form JSON, without a declared type.</summary>
    /// <param name="Text">The number in canonical form: <c>1</c>, <c>1.0</c> and <c>1e0</c> are equal.</param>
    public sealed record JsonNumber(string Text) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>Values in order, or a set.</summary>
    /// <param name="IsSet">Whether order is ignored.</param>
    public sealed record List(ImmutableArray<ArgumentValue> Items, bool IsSet = false) : ArgumentValue
    {
        /// <inheritdoc/>
        public bool Equals(List? other) => other is not null && IsSet == other.IsSet && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(IsSet, Items.Length);

        /// <inheritdoc/>
        public override string ToString() => Shortened(int.MaxValue);

        private protected override void Append(StringBuilder text, int max)
        {
            text.Append('[');
            AppendAll(text, max, Items, ", ", item => item.Append(text, max));
            text.Append(']');
        }
    }

    /// <summary>Named values in ordinal order of their names: a dictionary or a JSON object.</summary>
    /// <param name="Members">The members; names are unique.</param>
    public sealed record Map(ImmutableArray<KeyValuePair<string, ArgumentValue>> Members) : ArgumentValue
    {
        /// <inheritdoc/>
        public bool Equals(Map? other) => other is not null && Members.SequenceEqual(other.Members);

        /// <inheritdoc/>
        public override int GetHashCode() => Members.Length;

        /// <inheritdoc/>
        public override string ToString() => Shortened(int.MaxValue);

        private protected override void Append(StringBuilder text, int max)
        {
            text.Append('{');
            AppendAll(text, max, Members, ", ", member => member.Value.Append(text.Append(member.Key).Append(": "), max));
            text.Append('}');
        }
    }

    /// <summary>A secret, by the environment variable that has it: the value itself exists only where it is hashed and where the step is called.</summary>
    public sealed record Secret(string Variable) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => SecretVariable.Format(Variable);
    }

    /// <summary>A file whose content is the value.</summary>
    /// <param name="FullPath">Its current path; not part of the identity.</param>
    /// <param name="RelativePath">Its path relative to the project's folder with <c>/</c>; part of the identity.</param>
    public sealed record File(string FullPath, string RelativePath) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => RelativePath;
    }

    /// <summary>Files whose contents are the value, in ordinal order of their relative paths.</summary>
    public sealed record Files(ImmutableArray<File> Items) : ArgumentValue
    {
        /// <inheritdoc/>
        public bool Equals(Files? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Length;

        /// <inheritdoc/>
        public override string ToString() => Shortened(int.MaxValue);

        private protected override void Append(StringBuilder text, int max) => AppendAll(text, max, Items, "; ", file => text.Append(file.RelativePath));
    }

    /// <summary>The result of another step, or a part of it.</summary>
    /// <param name="Target">The step and the path into its result.</param>
    public sealed record Reference(StepReference Target) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => Target.ToString();
    }

    /// <summary>An object of the running program; it never leaves the process.</summary>
    /// <param name="Value">The object; it must not be modified any more.</param>
    /// <param name="Type">The declared type: the value is encoded as the same value of that type in JSON. Null if there is none.</param>
    public sealed record InMemory(object Value, ParameterType? Type = null) : ArgumentValue
    {
        private const int ShownItems = 8;

        /// <inheritdoc/>
        public override string ToString() => Value is Array array ? Summary(array) : Convert.ToString(Value, CultureInfo.InvariantCulture) ?? "";

        private static string Summary(Array array)
        {
            var shown = string.Join(", ", array.Cast<object?>().Take(ShownItems).Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));
            return array.Length <= ShownItems ? $"[{shown}]" : string.Create(CultureInfo.InvariantCulture, $"[{shown}, … {array.Length} items]");
        }
    }
}
