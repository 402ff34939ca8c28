using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tango.Parameters;

/// <summary>
/// A value after conversion to its parameter's type: what identity encodes, the plan file carries and the worker turns into an object.
/// A closed family; equal values are equal objects whatever text they were written as.
/// </summary>
internal abstract record ArgumentValue
{
    private ArgumentValue()
    {
    }

    /// <summary>The value in words for people, cut when it is long. Takes no more time and memory for a longer list than for a shorter one.</summary>
    /// <param name="most">The most characters to give.</param>
    public string Shortened(int most)
    {
        var text = new StringBuilder();
        Append(text, most);
        return text.Length <= most ? text.ToString() : text.ToString(0, most - 1) + "…";
    }

    /// <summary>Appends the value in words, but no further part of it once there are more characters than asked for.</summary>
    private protected virtual void Append(StringBuilder text, int most)
    {
        var all = ToString()!;
        text.Append(all.AsSpan(0, (int)Math.Clamp((long)most + 1 - text.Length, 0, all.Length)));
    }

    // One more than is shown is enough to see that there is more.
    private static void AppendAll<T>(StringBuilder text, int most, ImmutableArray<T> items, string separator, Action<T> append)
    {
        for (var index = 0; index < items.Length && text.Length <= most; index++)
        {
            text.Append(index == 0 ? "" : separator);
            append(items[index]);
        }
    }

    /// <summary>No value.</summary>
    public sealed record Null : ArgumentValue
    {
        /// <summary>The only one.</summary>
        public static Null Instance { get; } = new();

        /// <inheritdoc/>
        public override string ToString() => "null";
    }

    /// <summary>
    /// A single value of the framework: bool, char, string, long, ulong, <see cref="System.Numerics.BigInteger"/>, double, decimal, DateTime,
    /// DateTimeOffset, DateOnly, TimeOnly, TimeSpan, Guid, Uri, Version. Integers of every width are held as the first of
    /// long, ulong and BigInteger that holds them; floats as double.
    /// </summary>
    /// <param name="Value">The boxed value.</param>
    public sealed record Scalar(object Value) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => ScalarText.Of(Value);
    }

    /// <summary>A member of an enumeration, or a union of its flags.</summary>
    /// <param name="Text">The members' names, comma-separated, in declaration order; the number when it has no name.</param>
    /// <param name="Number">The number.</param>
    public sealed record Enumeration(string Text, long Number) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>A number inside free-form JSON, whose type nobody declared.</summary>
    /// <param name="Text">The number in its canonical spelling: <c>1</c>, <c>1.0</c> and <c>1e0</c> are one.</param>
    public sealed record JsonNumber(string Text) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>Values in order, or a set when order does not matter.</summary>
    /// <param name="Items">The values.</param>
    /// <param name="IsSet">Whether order is of no account.</param>
    public sealed record List(ImmutableArray<ArgumentValue> Items, bool IsSet = false) : ArgumentValue
    {
        /// <inheritdoc/>
        public bool Equals(List? other) => other is not null && IsSet == other.IsSet && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(IsSet, Items.Length);

        /// <inheritdoc/>
        public override string ToString() => Shortened(int.MaxValue);

        private protected override void Append(StringBuilder text, int most)
        {
            text.Append('[');
            AppendAll(text, most, Items, ", ", item => item.Append(text, most));
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

        private protected override void Append(StringBuilder text, int most)
        {
            text.Append('{');
            AppendAll(text, most, Members, ", ", member => member.Value.Append(text.Append(member.Key).Append(": "), most));
            text.Append('}');
        }
    }

    /// <summary>A file whose content is the value.</summary>
    /// <param name="FullPath">Where it is now; not part of the identity.</param>
    /// <param name="RelativePath">Its path below the project's folder with <c>/</c>; part of the identity.</param>
    public sealed record File(string FullPath, string RelativePath) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => RelativePath;
    }

    /// <summary>Files whose contents are the value, in ordinal order of their relative paths.</summary>
    /// <param name="Items">The files.</param>
    public sealed record Files(ImmutableArray<File> Items) : ArgumentValue
    {
        /// <inheritdoc/>
        public bool Equals(Files? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Length;

        /// <inheritdoc/>
        public override string ToString() => Shortened(int.MaxValue);

        private protected override void Append(StringBuilder text, int most) => AppendAll(text, most, Items, "; ", file => text.Append(file.RelativePath));
    }

    /// <summary>The result of another step, or a part of it.</summary>
    /// <param name="Target">The step and the way into its result.</param>
    public sealed record Reference(StepReference Target) : ArgumentValue
    {
        /// <inheritdoc/>
        public override string ToString() => Target.ToString();
    }

    /// <summary>An object of the running program that is held as it is; it never leaves the process.</summary>
    /// <param name="Value">The object; never changed once it is here.</param>
    /// <param name="Type">The declared type of its place: it is encoded as the same value of that type in JSON would be. Null where none is declared.</param>
    public sealed record Live(object Value, ParameterType? Type = null) : ArgumentValue
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
