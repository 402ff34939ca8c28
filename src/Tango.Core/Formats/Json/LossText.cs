namespace Tango.Formats.Json;

/// <summary>The messages about types that JSON cannot represent completely: used by plans, which have only names, and by runs, which have the types.</summary>
internal static class LossText
{
    /// <summary>The solution that is always possible.</summary>
    public const string WayOut = "Return another type, or store it with a custom Format.";

    /// <summary>Values of the type have no JSON.</summary>
    public static string NoJson(string type) => $"{type} has no JSON form. {WayOut}";

    /// <summary>A framework type that the user cannot change.</summary>
    /// <param name="advice">What to store instead; null if there is no advice for the type.</param>
    public static string Framework(string type, string? advice) =>
        $"JSON cannot restore {type}, because its content is not public. {advice ?? "Store what it is made of, as a string or a record of your own"}, or store the result with a custom Format.";

    /// <summary>A user's type that derives from a framework type.</summary>
    public static string FrameworkBase(string type, string parent) =>
        $"{type} derives from {parent}, whose content is not public, so JSON would lose it. "
        + "Return a type that does not derive from it and has what you need of it as members, or store the result with a custom Format.";

    /// <summary><c>object</c>, <c>dynamic</c>.</summary>
    public static string Untyped { get; } = $"object does not say which type its value has, so JSON cannot restore it. Declare the type. {WayOut}";

    /// <summary>An array such as <c>int[,]</c>.</summary>
    public static string Dimensions(string type) =>
        $"{type} has several dimensions, which JSON does not support. Return an array of arrays, or store it with a custom Format.";

    /// <summary>A file or folder that the step wrote, inside another value.</summary>
    public static string WorkFile(string type) =>
        $"{type} would be stored as a path into the work directory, which is removed. Return it as the step's whole result; several files make one OutputDirectory.";

    /// <summary>A collection that JSON turns around.</summary>
    public static string Reordered(string type) => $"{type} comes back from JSON in another order. Return a list, or store it with a custom Format.";

    /// <summary>An <c>IAsyncEnumerable&lt;T&gt;</c> inside another value.</summary>
    public static string InnerSequence(string type) =>
        $"{type} is a sequence, which only the format 'jsonl' streams. Return it as the step's whole result, or return a list.";

    /// <summary>A delegate or a stream.</summary>
    public static string NotData(string type) => $"{type} is not data. Return the data that it gives, or an OutputFile.";

    /// <summary>A member that is a pointer, a reference, or a ref struct.</summary>
    public static string Unreadable(string member, string type) =>
        $"{member} is of type {type}, which JSON cannot read or write. Add [JsonIgnore] if it is not part of the value, or store the result with a custom Format.";

    /// <summary>A type that the format <c>jsonl</c> cannot store.</summary>
    public static string NoSequence(string type) =>
        $"the format 'jsonl' takes IEnumerable<T>, IAsyncEnumerable<T>, T[] and the interfaces of List<T>, not {type}. Leave the format out, or declare one of these.";

    /// <summary>A collection that can be written but not read.</summary>
    public static string Collection(string type) =>
        $"JSON cannot restore a {type}. Declare a list, an array or a dictionary instead, or store it with a custom Format.";

    /// <summary>A user's collection class with state in addition to its items.</summary>
    public static string CollectionState(string type, string member) =>
        $"{type} is written as its items only, so '{member}' would be lost. Return a type that has the collection as a property, or store it with a custom Format.";

    /// <summary>A dictionary key that cannot be the name of a JSON member.</summary>
    public static string Key(string key) =>
        $"{key} cannot be the key of a dictionary in JSON. Take text, a number or an enumeration as key, return a list of pairs, or store it with a custom Format.";

    /// <summary>An interface or abstract class without a list of its derived types.</summary>
    /// <param name="isInterface">Whether it is an interface.</param>
    /// <param name="isFramework">Whether it belongs to the framework, so that the user cannot add attributes.</param>
    public static string NoDiscriminator(string type, bool isInterface, bool isFramework) =>
        $"{type} is {(isInterface ? "an interface" : "abstract")}, so JSON cannot know which type to restore. "
        + (isFramework
            ? "Declare the type itself, or store the result with a custom Format."
            : $"Declare the type itself, or list the types on {type} with [JsonDerivedType], each with a discriminator.");

    /// <summary>A field or property whose value would be lost.</summary>
    /// <param name="member">Field or property, and its name.</param>
    /// <param name="isWritten">Whether JSON contains it.</param>
    public static string Member(string member, string owner, bool isWritten) =>
        $"{member} of {owner} would be lost: JSON {(isWritten ? "writes it but cannot set it again" : "does not write it")}. "
        + "Make it a public property that can be set (get; init;) or a constructor parameter, add [JsonInclude], "
        + "or [JsonIgnore] if it is not part of the value, or store the result with a custom Format.";

    /// <summary>A generic type that contains itself with a larger argument each time.</summary>
    public const string Endless =
        "It leads to infinitely many types (like a class Deep<T> that has a member of type Deep<Deep<T>>), which JSON cannot store.";

    /// <summary>A type that JSON can write but not create.</summary>
    public static string NoConstructor(string type) =>
        $"JSON cannot create a {type}: it has neither a public constructor without parameters nor exactly one public constructor. "
        + "Mark the one to use with [JsonConstructor], or store the result with a custom Format.";

    /// <summary>A constructor parameter that matches no member of its type.</summary>
    public static string ConstructorParameter(string type, string parameter) =>
        $"JSON cannot create a {type}: no public property or field has the name and the type of its constructor's parameter '{parameter}'. "
        + "Add one, mark another constructor with [JsonConstructor], or store the result with a custom Format.";
}
