using System.Reflection;

namespace Tango.Core.Tests.Architecture;

public sealed class LazyFieldTests
{
    // Writing a Nullable<T> is two writes: another thread may see that there is a value, and not yet which. A Lazy<T>, or the constructor, is as short.
    [Fact]
    public void A_field_that_is_set_later_is_no_nullable_value_unless_there_is_a_lock()
    {
        var fields = typeof(StepCache).Assembly.GetTypes()
            .Where(type => !FieldsOf(type).Any(field => field.FieldType == typeof(Lock)))
            .SelectMany(FieldsOf)
            .Where(field => field is { IsInitOnly: false, IsLiteral: false } && field.Name[0] == '_' && Nullable.GetUnderlyingType(field.FieldType) is not null);

        Assert.Empty(fields.Select(field => $"{field.DeclaringType}.{field.Name}"));
    }

    private static FieldInfo[] FieldsOf(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly);
}
